using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using MlDsl.Monitoring.Outcomes;
using MlDsl.Training;

namespace MlDsl.Monitoring.Forecasts;

/// <summary>What was forecast of one step, as it is remembered.</summary>
/// <param name="At">When it was forecast, in UTC.</param>
/// <param name="Time">The step's time, in ticks or steps.</param>
/// <param name="Origin">The time of the last value that was known.</param>
/// <param name="Ahead">How many steps ahead, from 1.</param>
/// <param name="CountsSteps">Whether times are numbers of steps.</param>
/// <param name="Value">The forecast.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Scale">What MASE divides by; NaN where there is none.</param>
/// <param name="Interval">The share of values that intervals are made to hold.</param>
/// <param name="Reference">What tells the reference of the model from others; 0 for none.</param>
internal readonly record struct LoggedStep(
    long At, long Time, long Origin, int Ahead, bool CountsSteps, float Value, float Low, float High, float Scale, float Interval, ulong Reference)
{
    private const int Bytes = (3 * sizeof(long)) + (5 * sizeof(int)) + 1;

    /// <summary>What stands for a series in the upper half of a key.</summary>
    public static ulong HalfOf(ulong series, ReadOnlySpan<byte> key) => (ulong)(IdKey.Of(series.ToString("x16", CultureInfo.InvariantCulture), key).Bits >> 64);

    /// <summary>What stands for a step of a series: its half, and that of the step.</summary>
    public static IdKey KeyOf(ulong series, ulong half, long time, ReadOnlySpan<byte> key) =>
        new(new UInt128(half, (ulong)IdKey.Of(string.Create(CultureInfo.InvariantCulture, $"{series:x16} {time}"), key).Bits));

    /// <summary>A key of its own: a store of other outcomes is none of forecasts, nor the other way round.</summary>
    public static byte[] Derive(ReadOnlyMemory<byte> key) => HMACSHA256.HashData(key.Span, "mldsl.forecasts.1"u8);

    /// <summary>The record of a file.</summary>
    public StoreRecord ToRecord(IdKey key)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Time);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Origin);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], Reference);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], Ahead);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[28..], Low);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[32..], High);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[36..], Scale);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[40..], Interval);
        bytes[44] = CountsSteps ? (byte)1 : (byte)0;
        return new(false, key, At, Value, null, Convert.ToBase64String(bytes));
    }

    /// <summary>What a record holds.</summary>
    /// <exception cref="OutcomeStoreException">It is no forecast.</exception>
    public static LoggedStep Of(StoreRecord record)
    {
        Span<byte> bytes = stackalloc byte[Bytes + 2];
        if (!Convert.TryFromBase64String(record.Text, bytes, out int written) || written != Bytes || BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]) < 1 || bytes[44] > 1)
            throw new OutcomeStoreException("A record is no forecast of a step; was it written by a later version?");
        return new(
            record.Ticks, BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]), bytes[44] == 1,
            record.Value, BinaryPrimitives.ReadSingleLittleEndian(bytes[28..]), BinaryPrimitives.ReadSingleLittleEndian(bytes[32..]), BinaryPrimitives.ReadSingleLittleEndian(bytes[36..]),
            BinaryPrimitives.ReadSingleLittleEndian(bytes[40..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
    }

    /// <summary>The steps of a forecast.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static IEnumerable<LoggedStep> Of(ToldSeries told, long at)
    {
        for (int i = 0; i < told.Steps.Count; i++)
        {
            ToldStep step = told.Steps[i];
            if (!float.IsFinite((float)step.Value) || !float.IsFinite((float)step.Low) || !float.IsFinite((float)step.High))
                throw new ArgumentException(FormattableString.Invariant($"The forecast of step {i + 1} is {step.Value} ({step.Low} to {step.High}), which is not finite"));
            yield return new(
                at, step.Time, told.Origin, i + 1, told.CountsSteps, (float)step.Value, (float)step.Low, (float)step.High, (float)told.Scale, (float)told.Interval, told.Reference);
        }
    }
}
