using System.Text.Json;

namespace MlDsl.Training;

/// <summary>
/// How far a scoring is: a line that says of what, then one for each place to go on at. A line counts once its line break is there, so that a run that ends
/// within one leaves nothing to be misread.
/// </summary>
internal sealed class ScoringJournal : IDisposable
{
    private readonly Stream stream;
    private readonly ScoringDisk disk;

    public ScoringJournal(Stream stream, ScoringDisk disk)
    {
        (this.stream, this.disk) = (stream, disk);
        try
        {
            Read();
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>What the run before was of; null where there was none.</summary>
    public ScoringIdentity? Identity { get; private set; }

    /// <summary>The places to go on at, the latest last.</summary>
    public List<ScoringPoint> Points { get; } = [];

    /// <summary>Forgets what is there.</summary>
    public void Begin(ScoringIdentity identity)
    {
        stream.SetLength(0);
        stream.Position = 0;
        Points.Clear();
        Identity = identity;
        Append(identity.Write);
    }

    public void Add(ScoringPoint point) => Append(point.Write);

    public void Dispose() => stream.Dispose();

    private void Append(Action<Utf8JsonWriter> write)
    {
        stream.Write([.. JsonLine.Of(write), (byte)'\n']);
        disk.Flush(stream);
    }

    private void Read()
    {
        var bytes = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        int whole = 0;
        try
        {
            for (int length; (length = bytes.AsSpan(whole).IndexOf((byte)'\n')) >= 0; whole += length + 1)
            {
                using JsonDocument line = JsonDocument.Parse(bytes.AsMemory(whole, length));
                if (Identity is null) Identity = ScoringIdentity.Read(line.RootElement);
                else Points.Add(ScoringPoint.Read(line.RootElement));
            }
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // The lines before are whole; what was half written when the power went is written again.
        }
        stream.SetLength(whole);
        stream.Position = whole;
    }
}
