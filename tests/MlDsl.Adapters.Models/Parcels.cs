namespace MlDsl.Adapters.Models;

/// <summary>How a parcel travels.</summary>
public enum Carrier
{
    Air,
    Rail,
    Road,
    Sea,
}

/// <summary>A parcel with columns of every type that may be missing, and vectors.</summary>
[Dataset]
public sealed partial record Parcel
{
    [Categorical] public string? Shop { get; init; }
    [Categorical] public Carrier? Carrier { get; init; }
    [Numeric(Impute = Impute.Mean, Indicator = true)] public int? Stops { get; init; }
    [Categorical(MinCount = 2)] public byte? Zone { get; init; }
    [DateParts(DatePart.DayOfWeek | DatePart.Hour)] public DateTime? Sent { get; init; }
    [DateParts(DatePart.Month)] public DateOnly? Due { get; init; }
    [Numeric(Impute = Impute.Median)] public float? Weight { get; init; }
    [Numeric(Length = 3, Scale = Scale.Standard)] public required float[] Size { get; init; }
    [Numeric(Length = 2, Impute = Impute.Mean, Indicator = true, Min = -3)] public IReadOnlyList<double>? Track { get; init; }
    [Numeric(Length = 2, Bins = 3)] public required int[] Counts { get; init; }
    [Label] public bool IsLate { get; init; }
}

/// <summary>What takes code.</summary>
[Features<Parcel>]
public static class ParcelFeatures
{
    [Numeric(Scale = Scale.Log)]
    public static float Volume(ReadOnlySpan<float> size)
    {
        float volume = 1;
        foreach (float side in size) volume *= side;
        return volume;
    }

    [Categorical]
    public static string? Street(string? shop) => shop?.Split(' ')[0].Normalize();
}

/// <summary>Which parcels come late.</summary>
[Model<Parcel, BinaryClassification>(Name = "parcel")]
[LogisticRegression(L2 = 1e-3)]
public sealed partial class ParcelModel;

/// <summary>Made-up parcels, and the model of them as ONNX.</summary>
public static class Parcels
{
    /// <summary>The model; the same one every time.</summary>
    public static ParcelModel Model { get; } = ParcelModel.Fit(Dataset<Parcel>.FromRows(Make(800, 1)).SplitRandom(0.2, 0.2, seed: 1).Train).WithThreshold((Probability)0.4f);

    /// <summary>So many parcels.</summary>
    public static Parcel[] Make(int count, int seed)
    {
        var random = new Random(seed);
        string[] shops = ["Main St 1", "Main St 2", "Hill 7", ""];
        return
        [
            .. Enumerable.Range(0, count).Select(_ => new Parcel
            {
                Shop = Some(5) ? shops[random.Next(4)] : null,
                Carrier = Some(4) ? (Carrier)random.Next(3) : null,
                Stops = Some(3) ? random.Next(-2, 9) : null,
                Zone = Some(6) ? (byte)random.Next(250) : null,
                Sent = Some(4) ? new DateTime(2024, 1, 1).AddHours(random.Next(5000)) : null,
                Due = Some(4) ? new DateOnly(2024, 1, 1).AddDays(random.Next(300)) : null,
                Weight = Some(3) ? random.NextSingle() * 20 : null,
                Size = [1 + random.NextSingle(), 2 * random.NextSingle(), 3 * random.NextSingle()],
                Track = Some(4) ? [random.NextDouble() - 4, Some(3) ? random.NextDouble() : double.NaN] : null,
                Counts = [random.Next(9), random.Next(40)],
                IsLate = random.Next(3) == 0,
            }),
        ];

        bool Some(int of) => random.Next(of) > 0;
    }

    /// <summary>The content of <c>Compiled/parcel.onnx</c> or <c>Compiled/parcel-present.onnx</c>.</summary>
    public static byte[] Export(ExportNulls nulls) => Model.ExportOnnx(new OnnxExportOptions { Nulls = nulls, Scores = nulls == ExportNulls.Present });
}
