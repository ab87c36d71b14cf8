namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>Categories of types that are no text.</summary>
[Dataset]
public sealed partial record Dose
{
    [Categorical] public required float Strength { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Target)] public double? Size { get; init; }
    [Categorical("1.5", "2", Unknown = Unknown.Bucket)] public decimal? Price { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Hashed, HashBits = 6)] public Half Ratio { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Ordinal)] public required DateOnly Day { get; init; }
    [Categorical] public required ulong Code { get; init; }
    [Label] public float Effect { get; init; }
}

[Model<Dose, Regression>]
public sealed partial class DoseModel;
