using System.Diagnostics;
using System.Runtime.CompilerServices;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>A model file meets the code of another release: what it would mean otherwise is refused, and what cannot be told is said.</summary>
public sealed class ModelReleaseTests
{
    private static readonly byte[] Claims = Saved(Old.ClaimModel.Fit(Split(static (amount, outcome) => new Old.Claim { Amount = amount, Outcome = outcome }).Train).Save);

    [Fact]
    public void AnotherPositiveClassAndOtherFeatureCodeAreNamed()
    {
        string message = Refused(() => New.ClaimModel.Load(Claims));
        Assert.Contains("the positive class of 'Outcome' was 'paid' and is 'refused'", message, StringComparison.Ordinal);
        Assert.Matches("the feature 'Tax' was code 1:[0-9a-f]{16} and is 1:[0-9a-f]{16}", message);
        Assert.Contains("accept: SchemaChange.FeatureCode | SchemaChange.PositiveClass", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SchemaChange.FeatureCode, "the positive class of 'Outcome'", "'Tax'")]
    [InlineData(SchemaChange.PositiveClass, "the feature 'Tax'", "'Outcome'")]
    public void OnlyWhatIsAcceptedIs(SchemaChange accept, string refused, string accepted)
    {
        string message = Refused(() => New.ClaimModel.Load(Claims, accept));
        Assert.Contains(refused, message, StringComparison.Ordinal);
        Assert.DoesNotContain(accepted, message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHarmlessChangeIsAcceptedAndTheCardSaysSo()
    {
        Assert.Contains("accept: SchemaChange.FeatureCode", Refused(() => Rewritten.ClaimModel.Load(Claims)), StringComparison.Ordinal);
        var heard = new Listener();
        Trace.Listeners.Add(heard);
        Rewritten.ClaimModel model;
        try
        {
            model = Rewritten.ClaimModel.Load(Claims, SchemaChange.FeatureCode);
        }
        finally
        {
            Trace.Listeners.Remove(heard);
        }
        string warning = Assert.Single(model.Card.Warnings);
        Assert.StartsWith("Accepted by the caller: the feature 'Tax'", warning, StringComparison.Ordinal);
        Assert.Contains(heard.Lines, line => line.Contains(warning, StringComparison.Ordinal));
        Assert.Equal(
            Old.ClaimModel.Load(Claims).Predict(new Old.Claim.Input { Amount = 30 }),
            model.Predict(new Rewritten.Claim.Input { Amount = 30 }));

        // Saved again it fits the code, and what was accepted stays known.
        Rewritten.ClaimModel again = Rewritten.ClaimModel.Load(Saved(model.Save));
        Assert.Equal(model.Card, again.Card);
    }

    [Fact]
    public void TheSameReleaseLoadsWithoutAWord()
    {
        Old.ClaimModel model = Old.ClaimModel.Load(Claims);
        Assert.Empty(model.Card.Warnings);
        Assert.Equal("paid", model.Outcome.Positive);
        Assert.Equal(Link.Logit, model.Outcome.Link);
        Assert.Empty(Assert.Single(model.Card.Features).NotCovered);
    }

    [Fact]
    public void AFileOfTheFirstVersionLoadsForEverAndSaysWhatIsNotChecked()
    {
        CheckoutModel model = CheckoutModel.Load(Golden());
        Assert.Equal(2, model.Card.Warnings.Count);
        Assert.Contains(model.Card.Warnings, static w => w.Contains("positive class", StringComparison.Ordinal) && w.Contains("'buys'", StringComparison.Ordinal));
        Assert.Contains(model.Card.Warnings, static w => w.Contains("'Hours'", StringComparison.Ordinal));
        // As the version that saved the file predicted them.
        float[] scores = [-10.218211f, -5.5458655f, -4.816196f, -5.4967356f, -2.6233199f];
        Assert.Equal(scores, Checkout.All.Take(5).Select(row => model.Predict(new Checkout.Input { Minutes = row.Minutes, Page = row.Page, Note = row.Note }).Score.Value));

        // From then on both are written.
        byte[] saved = Saved(model.Save);
        Assert.Equal(model.Card, CheckoutModel.Load(saved).Card);
    }

    [Fact]
    public void AFileIsReadByItsOwnLinkWhateverTrainerTheCodeNames()
    {
        var rows = Enumerable.Range(0, 60).Select(static i => new Count { Miles = i % 10, Stops = i % 3, Calls = 1 + (i % 10) });
        CountModel poisson = CountModel.Fit(Dataset<Count>.FromRows(rows).SplitRandom(0.2, 0.2, seed: 1).Train);
        Rewritten.CountModel loaded = Rewritten.CountModel.Load(Saved(poisson.Save));
        Assert.Equal(Link.Log, loaded.Outcome.Link);
        Assert.Equal(poisson.Predict(new Count.Input { Miles = 4, Stops = 1 }), loaded.Predict(new Rewritten.Count.Input { Miles = 4, Stops = 1 }));
    }

    [Fact]
    public void AnotherThresholdKeepsEachEvaluationOnce()
    {
        var split = Split(static (amount, outcome) => new Old.Claim { Amount = amount, Outcome = outcome });
        Old.ClaimModel model = Old.ClaimModel.Fit(split.Train);
        model.Evaluate(split.Validation);
        Old.ClaimModel moved = model.WithThreshold((Probability)0.3f);
        moved.Evaluate(split.Validation);
        Assert.Single(model.Evaluations);
        Assert.Equal(2, moved.Evaluations.Count);
    }

    private static Split<TRow> Split<TRow>(Func<float, string, TRow> row) where TRow : IRow<TRow>, IIndependentRows =>
        Dataset<TRow>.FromRows(Enumerable.Range(0, 100).Select(i => row(i, i * 7 % 10 > i / 12 ? "paid" : "refused"))).SplitRandom(0.2, 0.2, seed: 1);

    private static byte[] Saved(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }

    private static string Refused(Action load) => Assert.Throws<ModelFileException>(load).Message;

    private static string Golden([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden", "checkout-1.mldsl");

    private sealed class Listener : TraceListener
    {
        public List<string> Lines { get; } = [];

        public override void Write(string? message) => WriteLine(message);

        public override void WriteLine(string? message)
        {
            lock (Lines) Lines.Add(message ?? "");
        }
    }
}
