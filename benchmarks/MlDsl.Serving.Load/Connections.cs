using System.Net;
using System.Net.Sockets;
using System.Text;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Load;

/// <summary>Many connections at a time to a service, each with a request that it has begun and does not end until all are there.</summary>
internal static class Connections
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes($"POST /fare HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Made.Json.Length}\r\n\r\n{Made.Json}");

    /// <summary>Opens them all, asks on one more, and then ends the requests of all.</summary>
    /// <returns>How many were not answered with 200.</returns>
    public static async Task<int> HoldAsync(int port, int count)
    {
        var open = new List<Socket>();
        try
        {
            for (int i = 0; i < count; i++) open.Add(await OpenAsync(port, Request.AsMemory(0, 40)));
            using Socket more = await OpenAsync(port, Request);
            int failed = await IsAnsweredAsync(more) ? 0 : 1;
            foreach (Socket socket in open) await socket.SendAsync(Request.AsMemory(40));
            foreach (Socket socket in open)
                if (!await IsAnsweredAsync(socket)) failed++;
            return failed;
        }
        finally
        {
            foreach (Socket socket in open) socket.Dispose();
        }
    }

    private static async Task<Socket> OpenAsync(int port, ReadOnlyMemory<byte> bytes)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await socket.SendAsync(bytes);
        return socket;
    }

    private static async Task<bool> IsAnsweredAsync(Socket socket)
    {
        var answer = new byte[512];
        int length = await socket.ReceiveAsync(answer);
        return Encoding.ASCII.GetString(answer, 0, length).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
    }
}
