namespace MlDsl.Adapters.Models;

/// <summary>A part of a way, and what it is made with.</summary>
[Dataset]
public sealed partial record Leg
{
    [Numeric(Scale = Scale.Standard)] public required float Distance { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Price { get; init; }
    [DateParts(DatePart.Hour)] public required DateTime Left { get; init; }
    [Categorical] public float? Toll { get; init; }
    [Label] public Carrier Carrier { get; init; }
}

/// <summary>What a graph computes.</summary>
[Features<Leg>]
public static class LegFeatures
{
    [Numeric(Scale = Scale.Standard)] public static int Day(DateTime left) => left.Day;
    [Numeric] public static float Paid(float? toll) => toll ?? 0;
}

/// <summary>What a leg is made with.</summary>
[Model<Leg, MulticlassClassification>(Name = "leg")]
public sealed partial class LegModel;

/// <summary>Made-up legs, none of them by sea, and the model of them as ONNX.</summary>
public static class Legs
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The model; the same one every time.</summary>
    public static LegModel Model { get; } = LegModel.Fit(Dataset<Leg>.FromRows(Make(300, 1)).SplitRandom(0.2, 0.2, seed: 1).Train);

    /// <summary>So many legs.</summary>
    public static Leg[] Make(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                float distance = random.NextSingle() * 1000, price = random.NextSingle() * 100;
                return new Leg { Distance = distance, Price = price, Left = Start.AddMinutes(random.Next(100_000)), Toll = random.Next(3) > 0 ? random.Next(4) : null, Carrier = price > 60 ? Carrier.Air : distance > 500 ? Carrier.Rail : Carrier.Road };
            }),
        ];
    }

    /// <summary>The content of <c>Compiled/leg.onnx</c>, or of <c>Compiled/leg-split.onnx</c>.</summary>
    public static byte[] Export(bool isSplit = false) => Model.ExportOnnx(new OnnxExportOptions { SplitProbabilities = isSplit });
}
