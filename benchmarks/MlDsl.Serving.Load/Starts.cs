using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Load;

/// <summary>How long services take from being started to their first answer: each is a process of its own, started anew for each measurement, in turn with the others.</summary>
internal static class Starts
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Starts each command <paramref name="times"/> times, with a free port behind its arguments, and asks it at once and until it answers.</summary>
    /// <returns>The median milliseconds of each command.</returns>
    /// <exception cref="InvalidOperationException">A service ended, did not answer in time, or refused the row.</exception>
    public static double[] Measure(string[][] commands, int times)
    {
        var taken = commands.Select(static _ => new List<double>()).ToArray();
        // The first one of each finds its file in no cache.
        for (int turn = -1; turn < times; turn++)
        {
            for (int i = 0; i < commands.Length; i++)
            {
                double milliseconds = Once(commands[i]);
                if (turn >= 0) taken[i].Add(milliseconds);
            }
        }
        return [.. taken.Select(static t => { t.Sort(); return (t[(t.Count - 1) / 2] + t[t.Count / 2]) / 2; })];
    }

    private static double Once(string[] command)
    {
        int port = FreePort();
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(command[0], [.. command[1..], port.ToString(CultureInfo.InvariantCulture)]))!;
        try
        {
            while (!TryAsk(port))
            {
                if (process.HasExited) throw new InvalidOperationException($"'{command[0]}' ended with {process.ExitCode} before it answered");
                if (Stopwatch.GetElapsedTime(started) > Longest) throw new InvalidOperationException($"'{command[0]}' did not answer within {Longest.TotalSeconds} seconds");
                Thread.Sleep(1);
            }
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    // By the socket itself: a client of HTTP would have a start of its own.
    private static bool TryAsk(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            return false;
        }
        socket.Send(Encoding.ASCII.GetBytes($"POST /fare HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Made.Json.Length}\r\nConnection: close\r\n\r\n{Made.Json}"));
        var answer = new byte[512];
        int length = socket.Receive(answer);
        string text = Encoding.ASCII.GetString(answer, 0, length);
        return text.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? true : throw new InvalidOperationException($"the first answer is {text}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
