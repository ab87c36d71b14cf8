namespace MlDsl.Benchmarks.Real;

/// <summary>A row of the models that ML.NET trained on made-up data: twelve numbers and two texts.</summary>
public readonly record struct RealRow(
    float F0, float F1, float F2, float F3, float F4, float F5, float F6, float F7, float F8, float F9, float F10, float F11, string Cat1, string Cat2)
{
    /// <summary>How many distinct rows are asked in turn.</summary>
    public const int Count = 4096;

    /// <summary>Distinct rows, in no order that a processor could learn.</summary>
    public static RealRow[] Make()
    {
        var random = new Random(7);
        float Next() => random.NextSingle();
        return [.. Enumerable.Range(0, Count).Select(_ => new RealRow(Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next(), $"c{random.Next(12)}", $"d{random.Next(40)}"))];
    }
}

/// <summary>The same as ML.NET wants its rows: a class of properties.</summary>
public sealed class RealMlNetRow
{
    public RealMlNetRow()
    {
    }

    public RealMlNetRow(in RealRow row)
    {
        (F0, F1, F2, F3, F4, F5) = (row.F0, row.F1, row.F2, row.F3, row.F4, row.F5);
        (F6, F7, F8, F9, F10, F11) = (row.F6, row.F7, row.F8, row.F9, row.F10, row.F11);
        (Cat1, Cat2) = (row.Cat1, row.Cat2);
    }

    public float F0 { get; set; }

    public float F1 { get; set; }

    public float F2 { get; set; }

    public float F3 { get; set; }

    public float F4 { get; set; }

    public float F5 { get; set; }

    public float F6 { get; set; }

    public float F7 { get; set; }

    public float F8 { get; set; }

    public float F9 { get; set; }

    public float F10 { get; set; }

    public float F11 { get; set; }

    public string Cat1 { get; set; } = "";

    public string Cat2 { get; set; } = "";

    public float Label { get; set; }
}

/// <summary>What ML.NET predicts.</summary>
public sealed class RealMlNetScore
{
    public float Score { get; set; }
}
