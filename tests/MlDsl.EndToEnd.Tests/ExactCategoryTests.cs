using System.Text.Json;
using MlDsl.Columns;
using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Numbers and dates as categories: exact values, from rows, files and model files.</summary>
public sealed class ExactCategoryTests
{
    private static readonly float[] Strengths = [0.1f, 0.5f, -0f, 1e-7f, 3];

    private static Dose Row(int i) => new()
    {
        Strength = Strengths[i % Strengths.Length],
        Size = i % 4 == 3 ? null : i % 4 * 0.25,
        Price = i % 3 == 0 ? null : i % 3 == 1 ? 1.50m : 2m,
        Ratio = (Half)(i % 5 * 0.1),
        Day = new DateOnly(2024, 2, 27).AddDays(i % 4),
        Code = ulong.MaxValue - (ulong)(i % 2),
        Effect = i % Strengths.Length * 2,
    };

    private static readonly Split<Dose> Split = Dataset<Dose>.FromRows([.. Enumerable.Range(0, 600).Select(Row)]).SplitRandom(0.2, 0.2, 1);

    [Fact]
    public void EachValueIsACategoryByItsShortestText()
    {
        FeaturePlan learned = DoseModel.Fit(Split.Train).Plan;

        Assert.Equal(["0", "1E-07", "0.1", "0.5", "3"], DoseModel.Fit(Split.Train).Learned.Strength.Categories.Order().Select(static c => CategoryKeys.Text(c)));
        Assert.Contains("Strength=0.1", learned.FeatureNames);
        Assert.Contains("Price=1.5", learned.FeatureNames);
        Assert.Contains("Code=18446744073709551615", learned.FeatureNames);
        Assert.Equal(["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"], DoseModel.Fit(Split.Train).Learned.Day.Categories.Order().Select(static c => CategoryKeys.Text(c)));
    }

    [Fact]
    public void PredictsTheEffectOfEachCategory()
    {
        DoseModel model = DoseModel.Fit(Split.Train);
        for (int i = 0; i < 20; i++) Assert.Equal(Row(i).Effect, model.Predict(Input(Row(i))), 0.5f);
    }

    [Fact]
    public void ZerosAreOneAndDecimalsDifferByValueOnly()
    {
        DoseModel model = DoseModel.Fit(Split.Train);
        Dose.Input input = Input(Row(2));

        Assert.Equal(model.Predict(input with { Strength = 0f }), model.Predict(input with { Strength = -0f }));
        Assert.Equal(model.Predict(input with { Price = 1.5m }), model.Predict(input with { Price = 1.500m }));
        Assert.Equal(model.Predict(input with { Size = null }), model.Predict(input with { Size = double.NaN }));
        Assert.NotEqual(model.Predict(input with { Strength = 0.1f }), model.Predict(input with { Strength = MathF.BitIncrement(0.1f) }));
    }

    [Fact]
    public void NaNIsMissingAndInfinityIsRefused()
    {
        DoseModel model = DoseModel.Fit(Split.Train);

        Assert.StartsWith("'Strength' is NaN: make it nullable", Refuse(Input(Row(0)) with { Strength = float.NaN }), StringComparison.Ordinal);
        Assert.StartsWith("'Size' is infinite", Refuse(Input(Row(0)) with { Size = double.NegativeInfinity }), StringComparison.Ordinal);
        Dose[] rows = [.. Enumerable.Range(0, 100).Select(static i => Row(i) with { Strength = i == 50 ? float.NaN : 1 })];
        Assert.Throws<InvalidValueException>(() => DoseModel.Fit(Dataset<Dose>.FromRows(rows).SplitRandom(0, Dataset<Dose>.FromRows(rows), 1).Train));

        string Refuse(Dose.Input input) => Assert.Throws<InvalidValueException>(() => model.Predict(in input)).Message;
    }

    [Fact]
    public void AFileAndJsonGiveTheSameCategories()
    {
        using var model = new TemporaryText("");
        DoseModel fitted = DoseModel.Fit(Split.Train);
        fitted.Save(model.Path);
        DoseModel loaded = DoseModel.Load(model.Path);
        using var file = new TemporaryText("Strength,Size,Price,Ratio,Day,Code,Effect\n0.10,0.250,1.50,0.3,2024-02-29,18446744073709551614,0\n1e-7,,2.0,0,2024-03-01,18446744073709551615.0,0\n-0,,,0,2024-02-27,18446744073709551615,0\n");
        foreach (Dose row in Dataset<Dose>.FromCsv(file.Path).Rows)
        {
            Dose.Input input = Input(row);
            Assert.Equal(fitted.Predict(in input), loaded.Predict(in input));
            Assert.Equal(fitted.Predict(in input), loaded.Predict(JsonSerializer.Deserialize<Dose.Input>(JsonSerializer.Serialize(input))));
        }
    }

    private static Dose.Input Input(Dose row) => new()
    {
        Strength = row.Strength,
        Size = row.Size,
        Price = row.Price,
        Ratio = row.Ratio,
        Day = row.Day,
        Code = row.Code,
    };
}
