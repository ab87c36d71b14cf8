using System.Buffers.Binary;
using System.Text;

namespace MlDsl.Monitoring.Outcomes;

/// <summary>A prediction or an outcome as it lies in a file.</summary>
/// <param name="IsOutcome">Which of the two.</param>
/// <param name="Key">What stands for the id.</param>
/// <param name="Ticks">When it was predicted, or known, in UTC.</param>
/// <param name="Value">The prediction or the label.</param>
/// <param name="Decision">Of a prediction, what was decided; null for a number, and of outcomes.</param>
/// <param name="Text">The model, or the group; empty for none.</param>
internal readonly record struct StoreRecord(bool IsOutcome, IdKey Key, long Ticks, float Value, bool? Decision, string Text)
{
    /// <summary>The longest text, in bytes.</summary>
    public const int MostText = 255;

    private const int Fixed = 1 + IdKey.Bytes + sizeof(long) + sizeof(float) + 1;
    private const byte Prediction = 1, Outcome = 2, Yes = 8, No = 4;

    /// <exception cref="ArgumentException">The text is too long.</exception>
    public void Write(MemoryStream to)
    {
        byte[] text = Encoding.UTF8.GetBytes(Text);
        // The value of a [Sensitive] column may be in a group's name, and this message in any log.
        if (text.Length > MostText) throw new ArgumentException(FormattableString.Invariant($"The name of a {(IsOutcome ? "group" : "model")} has {text.Length} bytes, and at most {MostText} are kept; give a shorter one"));
        Span<byte> bytes = stackalloc byte[Fixed];
        bytes[0] = (byte)((IsOutcome ? Outcome : Prediction) | (Decision switch { true => Yes, false => No, _ => 0 }));
        Key.Write(bytes[1..]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[(1 + IdKey.Bytes)..], Ticks);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[(1 + IdKey.Bytes + sizeof(long))..], Value);
        bytes[^1] = (byte)text.Length;
        to.Write(bytes);
        to.Write(text);
    }

    /// <summary>The records of a frame; null where it holds something else.</summary>
    public static List<StoreRecord>? ReadAll(ReadOnlySpan<byte> frame)
    {
        var records = new List<StoreRecord>();
        while (!frame.IsEmpty)
        {
            if (frame.Length < Fixed || frame.Length < Fixed + frame[Fixed - 1]) return null;
            int kind = frame[0] & 3, decision = frame[0] & (Yes | No);
            if (kind is not (Prediction or Outcome) || (frame[0] & ~15) != 0 || decision == (Yes | No)) return null;
            int length = Fixed + frame[Fixed - 1];
            records.Add(new StoreRecord(
                kind == Outcome,
                IdKey.Read(frame[1..]),
                BinaryPrimitives.ReadInt64LittleEndian(frame[(1 + IdKey.Bytes)..]),
                BinaryPrimitives.ReadSingleLittleEndian(frame[(1 + IdKey.Bytes + sizeof(long))..]),
                decision == 0 ? null : decision == Yes,
                Encoding.UTF8.GetString(frame[Fixed..length])));
            frame = frame[length..];
        }
        return records;
    }
}
