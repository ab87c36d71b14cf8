using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MlDsl.Serving.Load;

/// <summary>Callers that send one request again and again, each over one connection and one at a time.</summary>
/// <param name="address">The service.</param>
/// <param name="route">The route.</param>
/// <param name="body">The body.</param>
/// <param name="head">What the head says of it.</param>
/// <param name="answers">The answers that there can be; another one is mixed.</param>
internal sealed class Callers(Uri address, string route, byte[] body, string head, byte[][] answers)
{
    private readonly byte[] request =
    [
        .. Encoding.ASCII.GetBytes(FormattableString.Invariant($"POST {route} HTTP/1.1\r\nHost: x\r\n{head}\r\nContent-Length: {body.Length}\r\n\r\n")),
        .. body,
    ];

    /// <summary>Callers that send JSON.</summary>
    public static Callers OfJson(Uri address, string route, string body, string[] answers) =>
        new(address, route, Encoding.UTF8.GetBytes(body), "Content-Type: application/json", [.. answers.Select(Encoding.UTF8.GetBytes)]);

    /// <summary>Asks for some time.</summary>
    public async Task<Measured> RunAsync(int connections, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var parts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => CallAsync(watch, time))));
        return Measured.Of(parts, watch.Elapsed);
    }

    private async Task<Measured> CallAsync(Stopwatch watch, TimeSpan time)
    {
        var part = new Measured();
        using var client = new TcpClient(address.Host, address.Port) { NoDelay = true };
        NetworkStream stream = client.GetStream();
        byte[] buffer = new byte[8192];
        while (watch.Elapsed < time)
        {
            long started = Stopwatch.GetTimestamp();
            await stream.WriteAsync(request);
            int read = 0, length = -1;
            while (length < 0 || read < length)
            {
                int more = await stream.ReadAsync(buffer.AsMemory(read));
                if (more == 0)
                {
                    part.Failed++;
                    return part;
                }
                read += more;
                if (length < 0) length = LengthOf(buffer.AsSpan(0, read));
            }
            part.Add(Stopwatch.GetElapsedTime(started));
            if (!buffer.AsSpan().StartsWith("HTTP/1.1 200 "u8)) part.Failed++;
            else if (!IsAnswer(buffer.AsSpan(0, read), part)) part.Mixed++;
        }
        return part;
    }

    private bool IsAnswer(ReadOnlySpan<byte> response, Measured part)
    {
        ReadOnlySpan<byte> said = response[(response.IndexOf("\r\n\r\n"u8) + 4)..];
        for (int i = 0; i < answers.Length; i++)
        {
            if (!said.SequenceEqual(answers[i])) continue;
            part.Answers.Add(i);
            return true;
        }
        return false;
    }

    // Of the whole response; −1 while its head is not there.
    private static int LengthOf(ReadOnlySpan<byte> response)
    {
        int head = response.IndexOf("\r\n\r\n"u8);
        if (head < 0) return -1;
        ReadOnlySpan<byte> name = "Content-Length: "u8;
        int at = response.IndexOf(name) + name.Length;
        int end = response[at..].IndexOf((byte)'\r') + at;
        return head + 4 + int.Parse(response[at..end], CultureInfo.InvariantCulture);
    }
}

/// <summary>What callers saw.</summary>
internal sealed class Measured
{
    private readonly List<double> milliseconds = [];

    public long Failed { get; set; }

    public long Mixed { get; set; }

    /// <summary>Which of the answers came, by their places.</summary>
    public HashSet<int> Answers { get; } = [];

    public double PerSecond { get; private init; }

    public static Measured Of(IEnumerable<Measured> parts, TimeSpan took)
    {
        Measured[] all = [.. parts];
        var sum = new Measured { PerSecond = all.Sum(static p => p.milliseconds.Count) / took.TotalSeconds, Failed = all.Sum(static p => p.Failed), Mixed = all.Sum(static p => p.Mixed) };
        foreach (Measured part in all)
        {
            sum.milliseconds.AddRange(part.milliseconds);
            sum.Answers.UnionWith(part.Answers);
        }
        sum.milliseconds.Sort();
        return sum;
    }

    public void Add(TimeSpan time) => milliseconds.Add(time.TotalMilliseconds);

    public double Percentile(double share) => milliseconds.Count == 0 ? double.NaN : milliseconds[(int)(share * (milliseconds.Count - 1))];
}
