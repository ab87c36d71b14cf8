namespace MlDsl.LightGbm.Tests;

/// <summary>Columns as <see cref="Rows"/> has positions: a category, then numbers that may be missing.</summary>
[Dataset]
public sealed partial record OddRow
{
    [Categorical(Encoding = CategoricalEncoding.Native)] public required int Code { get; init; }
    [Numeric(Impute = Impute.Keep)] public float? A { get; init; }
    [Numeric(Impute = Impute.Keep)] public float? B { get; init; }
    [Numeric(Impute = Impute.Keep)] public float? C { get; init; }
    [Numeric(Impute = Impute.Keep)] public float? D { get; init; }
    [Numeric(Impute = Impute.Keep)] public float? E { get; init; }
    [Label] public float Value { get; init; }
}

[Model<OddRow, Regression>, LightGbm(Trees = 1)]
public sealed partial class OddModel;
