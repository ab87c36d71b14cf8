using System.Text;
using MlDsl.Monitoring.Outcomes;
using MlDsl.Training;

namespace MlDsl.Monitoring.Samples;

/// <summary>A sampled prediction as it lies in a file.</summary>
/// <param name="Seen">The predictions of the period up to it.</param>
/// <param name="Slot">The place in the sample, whose earlier record it replaces.</param>
/// <param name="Key">What stands for the id.</param>
/// <param name="Prediction">The prediction with its inputs.</param>
internal sealed record SampleRecord(long Seen, int Slot, IdKey Key, SampledPrediction Prediction)
{
    private const byte Row = 1, Mark = 2;

    /// <summary>The frame of a count without a row, as a log that is closed leaves it.</summary>
    public static byte[] MarkOf(long seen) => Frame(writer =>
    {
        writer.Write(Mark);
        writer.Write(seen);
    });

    public byte[] ToFrame() => Frame(writer =>
    {
        writer.Write(Row);
        writer.Write(Seen);
        writer.Write(Slot);
        Span<byte> key = stackalloc byte[IdKey.Bytes];
        Key.Write(key);
        writer.Write(key);
        writer.Write(Prediction.At.UtcTicks);
        writer.Write(Prediction.Value);
        writer.Write((byte)(Prediction.Decision switch { true => 2, false => 1, _ => 0 }));
        writer.Write(Prediction.Model);
        foreach (SampledInput input in Prediction.Inputs)
        {
            writer.Write((byte)input.State);
            if (input.Text is { } text) writer.Write(text);
        }
    });

    /// <summary>Reads a frame: the count, and the row where it has one; null where it is something else.</summary>
    public static (long Seen, SampleRecord? Row)? Read(byte[] frame, SampleLayout layout)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(frame));
            byte kind = reader.ReadByte();
            long seen = reader.ReadInt64();
            SampleRecord? row = kind switch { Row => ReadRow(reader, seen, layout), Mark => null, _ => throw new FormatException() };
            return seen >= 0 && reader.BaseStream.Position == reader.BaseStream.Length ? (seen, row) : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static SampleRecord ReadRow(BinaryReader reader, long seen, SampleLayout layout)
    {
        int slot = reader.ReadInt32();
        if (slot < 0 || slot >= layout.Rows) throw new FormatException();
        IdKey key = IdKey.Read(reader.ReadBytes(IdKey.Bytes));
        var at = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        float value = reader.ReadSingle();
        bool? decision = reader.ReadByte() switch { 0 => null, 1 => false, 2 => true, _ => throw new FormatException() };
        string model = reader.ReadString();
        var inputs = new SampledInput[layout.Columns.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            var state = (SampledState)reader.ReadByte();
            string? text = state switch
            {
                SampledState.Whole or SampledState.Cut => reader.ReadString(),
                SampledState.Missing or SampledState.Redacted => null,
                _ => throw new FormatException(),
            };
            inputs[i] = new(layout.Columns[i].Name, text, state);
        }
        return new SampleRecord(seen, slot, key, new SampledPrediction(at, value, decision, model, inputs));
    }

    private static byte[] Frame(Action<BinaryWriter> write)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true)) write(writer);
        using var frame = new MemoryStream();
        Frames.Write(frame, content.GetBuffer().AsSpan(0, (int)content.Length));
        return frame.ToArray();
    }
}
