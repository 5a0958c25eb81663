package dev.feedhub.server;

import dev.feedhub.server.Fault.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Keeps pages of other sites from using a browser's way to this server: they may not read or publish from another origin, nor make their own
 * name one of this machine (DNS rebinding). Programs, which send no {@code Origin}, are not concerned.
 *
 * @param loopback whether only this machine can reach the server, so that nobody has another name for it
 */
record Origins(boolean loopback) {
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[(::|(0{1,4}:){7})0{0,3}1\\])(:[0-9]{1,5})?");

    static Origins of(InetSocketAddress listen) {
        InetAddress address = listen.getAddress();
        return new Origins(address != null && address.isLoopbackAddress());
    }

    /**
     * That a request may be answered.
     *
     * @throws Fault if it may not
     */
    void require(Request request) {
        String given = request.getHeaders().get(HttpHeader.HOST);
        String host = given == null ? "" : given.toLowerCase(Locale.ROOT);
        if (loopback && !LOCAL.matcher(host).matches()) {
            throw new Fault(
                    Kind.FORBIDDEN,
                    "Host is " + (host.isEmpty() ? "missing" : Texts.quoted(host))
                            + ": this server is that of localhost alone");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !origin.toLowerCase(Locale.ROOT).equals("http://" + host)) {
            throw new Fault(
                    Kind.FORBIDDEN, "Origin is " + Texts.quoted(origin) + ": pages of other sites are not answered");
        }
    }
}
