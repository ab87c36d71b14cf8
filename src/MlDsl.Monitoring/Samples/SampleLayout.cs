using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlDsl.Monitoring.Outcomes;
using MlDsl.Training;

namespace MlDsl.Monitoring.Samples;

/// <summary>What a file of samples is of, which its first frame says: another key, size, period or schema has files of its own.</summary>
/// <param name="Check">What tells the key of its ids.</param>
/// <param name="Period">How long its period is.</param>
/// <param name="Rows">The rows of the sample.</param>
/// <param name="Columns">The inputs.</param>
internal sealed record SampleLayout(IdKey Check, TimeSpan Period, int Rows, SampleColumn[] Columns)
{
    // Of a file's name: when its period begins, and the hash of the layout.
    private const string Time = "yyyyMMdd'T'HHmmss";
    private const string End = ".sample";
    private const int HashDigits = 8;

    private static ReadOnlySpan<byte> Magic => "MLDSLPS1"u8;

    /// <summary>The name of the file of a period.</summary>
    public string FileOf(long start) => string.Create(CultureInfo.InvariantCulture, $"{new DateTime(start, DateTimeKind.Utc).ToString(Time, CultureInfo.InvariantCulture)}-{Hash}{End}");

    /// <summary>Whether a file has such a name; no other is touched.</summary>
    public static bool IsFile(string name, string behind = "") =>
        name.EndsWith(End + behind, StringComparison.Ordinal) && name[..^(End.Length + behind.Length)].Split('-') is [var time, { Length: HashDigits } hash]
        && hash.All(char.IsAsciiHexDigitLower) && DateTime.TryParseExact(time, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    /// <summary>The first frame of the file of a period.</summary>
    public byte[] Head(long start)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(start);
            Write(writer);
        }
        using var head = new MemoryStream();
        Frames.Write(head, content.GetBuffer().AsSpan(0, (int)content.Length));
        return head.ToArray();
    }

    /// <summary>Reads the first frame; null where it is none.</summary>
    public static (SampleLayout Layout, long Start)? Read(byte[] frame)
    {
        if (!frame.AsSpan().StartsWith(Magic)) return null;
        try
        {
            using var reader = new BinaryReader(new MemoryStream(frame, Magic.Length, frame.Length - Magic.Length));
            long start = reader.ReadInt64();
            IdKey check = IdKey.Read(reader.ReadBytes(IdKey.Bytes));
            var period = new TimeSpan(reader.ReadInt64());
            int rows = reader.ReadInt32();
            var columns = new SampleColumn[reader.ReadUInt16()];
            for (int i = 0; i < columns.Length; i++) columns[i] = new(reader.ReadString(), reader.ReadBoolean());
            bool isOne = start is >= 0 && start <= DateTime.MaxValue.Ticks && period > TimeSpan.Zero && rows > 0 && reader.BaseStream.Position == reader.BaseStream.Length;
            return isOne ? (new(check, period, rows, columns), start) : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private string Hash
    {
        get
        {
            using var content = new MemoryStream();
            using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true)) Write(writer);
            return Convert.ToHexString(SHA256.HashData(content.ToArray()))[..HashDigits].ToLowerInvariant();
        }
    }

    private void Write(BinaryWriter writer)
    {
        Span<byte> check = stackalloc byte[IdKey.Bytes];
        Check.Write(check);
        writer.Write(check);
        writer.Write(Period.Ticks);
        writer.Write(Rows);
        writer.Write((ushort)Columns.Length);
        foreach (SampleColumn column in Columns)
        {
            writer.Write(column.Name);
            writer.Write(column.IsRedacted);
        }
    }
}
