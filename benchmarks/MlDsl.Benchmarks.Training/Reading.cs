namespace MlDsl.Benchmarks.Training;

/// <summary>Two hundred numbers of a device and what they tell.</summary>
[Dataset]
public sealed partial record Reading
{
    /// <summary>The numbers of a row.</summary>
    public const int Columns = 200;

    [Numeric(Length = Columns)] public required float[] Values { get; init; }
    [Label] public float Level { get; init; }

    /// <summary>So many rows, always the same.</summary>
    public static Reading[] Made(int rows)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, rows).Select(_ =>
        {
            float[] values = [.. Enumerable.Range(0, Columns).Select(_ => random.NextSingle())];
            return new Reading { Values = values, Level = values[0] + (values[1] * values[2]) + (0.2f * random.NextSingle()) };
        })];
    }
}

[Model<Reading, Regression>, LightGbm(Trees = 50)]
public sealed partial class ReadingModel;
