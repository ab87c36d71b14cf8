using System.Globalization;
using MlDsl.Columns;
using MlDsl.Testing;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

/// <summary>A number whose scale makes large ones infinite, and one of that kind that may be missing.</summary>
[Dataset]
public sealed partial record Tiny
{
    [Numeric(Scale = Scale.Robust)] public required float Small { get; init; }
    [Numeric(Scale = Scale.Robust, Impute = Impute.Keep)] public float? Kept { get; init; }
    [Numeric] public required float Plain { get; init; }
    [Label] public float Value { get; init; }

    /// <summary>Rows whose label is their plain number alone; one of them may be far from the others.</summary>
    public static IEnumerable<Tiny> Make(int count, int far = -1)
    {
        for (int i = 0; i < count; i++)
            yield return new Tiny { Small = i == far ? Far : i % 7 * 1e-32f, Kept = i % 5 == 0 ? null : i % 11 * 1e-32f, Plain = i % 13, Value = i % 13 };
    }

    /// <summary>A number that is finite, and infinite once it is scaled.</summary>
    public const float Far = 1e12f;
}

[Model<Tiny, Regression>, LightGbm(Trees = 1, Leaves = 2)]
public sealed partial class TinyModel;

[Model<Tiny, Regression>, LightGbm(Trees = 5, MinRows = 5), Intervals(0.5)]
public sealed partial class TinyIntervalModel;

/// <summary>Numbers that may be missing, with the steps that make NaN or a bound of what is infinite.</summary>
[Dataset]
public sealed partial record Stepped
{
    [Numeric(Impute = Impute.Keep, Min = -3, Max = 3)] public float? Clipped { get; init; }
    [Numeric(Impute = Impute.Keep, Scale = Scale.Log)] public float? Logged { get; init; }
    [Numeric(Impute = Impute.Keep, Scale = Scale.Power)] public float? Power { get; init; }
    [Numeric(Impute = Impute.Keep, Scale = Scale.Standard)] public float? Constant { get; init; }
    [Numeric(Length = 2, Impute = Impute.Keep, Scale = Scale.Log)] public float[]? Pair { get; init; }
    [Label] public float Value { get; init; }
}

[Model<Stepped, Regression>, LightGbm(Trees = 5, MinRows = 5)]
public sealed partial class SteppedModel;

/// <summary>A feature that is infinite, or NaN where none may be missing, is refused by every way to a score, whether trees test it or not.</summary>
[Collection(Alone.Name)]
public sealed class OverflowTests
{
    private static readonly TinyModel Model = TinyModel.Fit(Dataset<Tiny>.FromRows(Tiny.Make(400)).SplitRandom(0, 0, seed: 1).Train);

    public static TheoryData<float, float?, string> Far => new()
    {
        { Tiny.Far, null, "Small" }, { -Tiny.Far, 0, "Small" }, { 0, Tiny.Far, "Kept" }, { 0, -Tiny.Far, "Kept" },
    };

    [Theory]
    [MemberData(nameof(Far))]
    public void OneInput(float small, float? kept, string column)
    {
        // Only the third position is tested.
        Assert.Equal([2], ((TreePredictor)Model.Predictor).Positions.ToArray());
        var input = new Tiny.Input { Small = small, Kept = kept, Plain = 3 };
        string expected = $"The feature '{column}' of the input is not a finite number";
        Says(expected, () => Model.Predict(in input));
        Says(expected, () => Model.Predict([new Tiny.Input { Small = 0, Plain = 1 }, input], new float[2]));
        Says(expected, () => Model.Explain(in input, new double[3]));
        Assert.InRange(Model.Predict(new Tiny.Input { Small = 0, Kept = null, Plain = 3 }), 0, 12);
    }

    [Theory]
    [MemberData(nameof(Far))]
    public void RowsByName(float small, float? kept, string column)
    {
        using var file = new MemoryStream();
        Model.Save(file);
        DynamicModel model = DynamicModel.Load(file.ToArray());
        DynamicRow Row(float first, float? second) => model.NewRow().Set("Small", first).Set("Kept", second).Set("Plain", 3.0);
        Says($"The feature '{column}' of row 2 is not a finite number", () => model.Predict([Row(0, null), Row(small, kept)]));
        Assert.Equal(Model.Predict(new Tiny.Input { Small = 0, Plain = 3 }), model.Predict(Row(0, null)).Value);
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void AnExportTellsThemFromMissingOnes(float value)
    {
        SteppedModel model = SteppedModel.Fit(Dataset<Stepped>.FromRows(Enumerable.Range(0, 300).Select(static i => new Stepped
        {
            Clipped = i % 5 == 0 ? null : i % 9,
            Logged = i % 7,
            Power = i % 11,
            Constant = 2,
            Pair = [i % 4, i % 3],
            Value = i % 9,
        })).SplitRandom(0, 0, seed: 1).Train);
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        Stepped.Input none = default;
        Stepped.Input[] wrong =
        [
            none with { Clipped = value }, none with { Logged = value }, none with { Power = value }, none with { Constant = value }, none with { Pair = [0, value] },
        ];
        foreach (Stepped.Input input in wrong) Assert.ThrowsAny<ArgumentException>(() => model.Predict(in input));
        ColumnValue[][] rows = [.. wrong.Append(none).Select(static row => new[]
        {
            Of(row.Clipped), Of(row.Logged), Of(row.Power), Of(row.Constant), ColumnValue.Vector(row.Pair),
        })];
        float[] found = Assert.IsType<float[]>(exported.Run(rows)["prediction"]);
        Assert.All(found[..^1], static prediction => Assert.True(float.IsNaN(prediction)));
        Assert.Equal(model.Predict(in none), found[^1]);

        static ColumnValue Of(float? value) => value is { } number ? ColumnValue.Number(number) : ColumnValue.Missing;
    }

    [Fact]
    public void RowsOfAnEvaluation()
    {
        ValidationSet<Tiny> rows = Dataset<Tiny>.FromRows(Tiny.Make(20).Select(static row => row with { Small = Tiny.Far })).SplitRandom(validation: 0.5, test: 0, seed: 1).Validation;
        Says("The feature 'Small' of the input is not a finite number", () => Model.Evaluate(rows));
    }

    // By a row's number some are learned from, and the others intervals are learned from.
    [Fact]
    public void RowsToLearnFrom()
    {
        string[] told = [.. Enumerable.Range(0, 25).Select(static far => Assert.Throws<TrainingException>(
            () => TinyIntervalModel.Fit(Dataset<Tiny>.FromRows(Tiny.Make(400, far)).SplitRandom(0, 0, seed: 1).Train)).Message)];
        for (int far = 0; far < told.Length; far++)
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"The feature 'Small' of training row {far + 1}"), told[far], StringComparison.Ordinal);
        Assert.Contains(told, static text => text.Contains(", which was held back, is not a finite number", StringComparison.Ordinal));
        Assert.Contains(told, static text => !text.Contains("held back", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatMayBeMissingCostsNothing()
    {
        Tiny.Input[] inputs = [.. Tiny.Make(50).Select(static row => row.ToInput())];
        int i = 0;
        Allocations.AssertNone(() => Model.Predict(in inputs[i++ % inputs.Length]), 200);
    }

    private static void Says(string expected, Func<object?> call) => Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static void Says(string expected, Action call) => Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);
}
