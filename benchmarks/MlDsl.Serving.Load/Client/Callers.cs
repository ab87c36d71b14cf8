using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MlDsl.Serving.Load.Client;

/// <summary>Callers over HTTP/1.1 that send one request, written once, and hold the answer's bytes against those that they have learned.</summary>
/// <param name="address">The service.</param>
/// <param name="route">The route.</param>
/// <param name="body">The body.</param>
/// <param name="head">What the head says of it.</param>
internal sealed class Callers(Uri address, string route, byte[] body, string head) : ICallers
{
    private readonly byte[] request =
    [
        .. Encoding.ASCII.GetBytes(FormattableString.Invariant($"POST {route} HTTP/1.1\r\nHost: x\r\n{head}\r\nContent-Length: {body.Length}\r\n\r\n")),
        .. body,
    ];

    // Bodies, and what the head says of the model that answered.
    private readonly List<(byte[] Body, byte[] Version)> answers = [];

    /// <summary>Asks once; what is answered now is an answer from now on.</summary>
    /// <param name="isRight">Whether a body is what it should be.</param>
    public async Task LearnAsync(Func<byte[], bool> isRight)
    {
        using var client = new TcpClient(address.Host, address.Port) { NoDelay = true };
        NetworkStream stream = client.GetStream();
        byte[] buffer = new byte[8192];
        await stream.WriteAsync(request);
        int read = await ReadAsync(stream, buffer);
        byte[] said = buffer.AsSpan(0, Math.Max(0, read)).ToArray();
        if (!said.AsSpan().StartsWith("HTTP/1.1 200 "u8) || !isRight(BodyOf(said).ToArray())) throw new InvalidOperationException($"{route} answers other than the model predicts: {Encoding.UTF8.GetString(said)}");
        answers.Add((BodyOf(said).ToArray(), Line(said, "Model-Version: "u8).ToArray()));
    }

    public async Task<Measured> RunAsync(int connections, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        return Measured.Of(await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => CallAsync(watch, time)))));
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
            int read = await AskAsync(stream, buffer);
            if (read <= 0)
            {
                if (read == 0) part.Closed++;
                else part.Failed++;
                return part;
            }
            part.Add(Stopwatch.GetElapsedTime(started));
            ReadOnlySpan<byte> said = buffer.AsSpan(0, read);
            if (!said.StartsWith("HTTP/1.1 200 "u8)) part.Failed++;
            else if (!IsAnswer(said, part)) part.Mixed++;
            if (Line(said, "Connection: "u8).SequenceEqual("close"u8))
            {
                part.Closed++;
                return part;
            }
        }
        return part;
    }

    // The length of the response; 0 where the connection is closed and nothing was answered, below 0 where the answer breaks off.
    private async Task<int> AskAsync(NetworkStream stream, byte[] buffer)
    {
        try
        {
            await stream.WriteAsync(request);
        }
        catch (IOException)
        {
            return 0;
        }
        return await ReadAsync(stream, buffer);
    }

    private static async Task<int> ReadAsync(NetworkStream stream, byte[] buffer)
    {
        int read = 0;
        try
        {
            while (!IsWhole(buffer.AsSpan(0, read)))
            {
                int more = await stream.ReadAsync(buffer.AsMemory(read));
                if (more == 0) return -read;
                read += more;
            }
            return read;
        }
        catch (IOException)
        {
            return -read;
        }
    }

    private bool IsAnswer(ReadOnlySpan<byte> response, Measured part)
    {
        ReadOnlySpan<byte> said = BodyOf(response), version = Line(response, "Model-Version: "u8);
        for (int i = 0; i < answers.Count; i++)
        {
            if (!said.SequenceEqual(answers[i].Body)) continue;
            part.Answers.Add(i);
            return version.SequenceEqual(answers[i].Version);
        }
        return false;
    }

    private static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> response) => response[(response.IndexOf("\r\n\r\n"u8) + 4)..];

    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        int head = response.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        ReadOnlySpan<byte> length = Line(response[..(head + 2)], "Content-Length: "u8);
        return length.IsEmpty ? response.EndsWith("\r\n0\r\n\r\n"u8) : response.Length >= head + 4 + int.Parse(length, CultureInfo.InvariantCulture);
    }

    // What a line of the head says; nothing where there is no such line.
    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> response, ReadOnlySpan<byte> name)
    {
        int at = response.IndexOf(name);
        if (at < 0) return default;
        ReadOnlySpan<byte> rest = response[(at + name.Length)..];
        return rest[..rest.IndexOf((byte)'\r')];
    }
}
