using Microsoft.ML;
using MlDsl.MlNet.Models;
using MlDsl.Testing;

namespace MlDsl.MlNet.Tests;

/// <summary>Models that ML.NET runs behind a class, against the PredictionEngine of the same file: bit for bit.</summary>
[Collection(Alone.Name)]
public sealed class EqualityTests
{
    private static readonly Ticket[] Rows = Ticket.Rows(500, seed: 2, isOdd: true);

    [Fact]
    public void NaiveBayesIsTheEngines() => Equal(Bayes.Load(), "bayes", static p => (p.Topic, Bits(p.Score)));

    [Fact]
    public void PairwiseCouplingIsTheEngines() => Equal(Pairs.Load(), "pairs", static p => (p.Topic, Bits(p.Score)));

    [Fact]
    public void AFactorizationMachineIsTheEngines() => Equal(Fields.Load(), "fields", static p => (p.PredictedLabel, Bits(p.Score, p.Probability)));

    [Fact]
    public void AnAnomalyDetectorIsTheEngines() => Equal(Odd.Load(), "odd", static p => (p.PredictedLabel, Bits(p.Score)));

    [Fact]
    public void StopWordsAreTheEngines() => Equal(Stops.Load(), "stops", static p => (p.PredictedLabel, Bits(p.Score, p.Probability)));

    [Fact]
    public void ACustomMappingIsTheEngines() => Equal(Mapping.Load(mappings: [typeof(DaysMapping).Assembly]), "mapping", static p => Bits(p.Score));

    [Fact]
    public void ACompiledModelMayBeLeftToMlNet()
    {
        Equal(PlainByMlNet.Load(), "plain", static p => Bits(p.Score));
        using Plain compiled = Plain.Load();
        using PlainByMlNet left = PlainByMlNet.Load();
        foreach (Ticket row in Rows)
        {
            compiled.Run(in row, out HoursPrediction own);
            left.Run(in row, out HoursPrediction mlNet);

            // Some ten terms of at most a few hundred.
            Assert.Equal(mlNet.Score, own.Score, 1e-3f);
        }
    }

    [Fact]
    public void AClassOfItsOwnTypesTakesBatches()
    {
        using OwnBayes model = OwnBayes.Load();
        using Bayes bound = Bayes.Load();
        using OwnBayes.Output all = model.Run(new OwnBayes.Input
        {
            Length = Rows.Select(static row => row.Length).ToArray(),
            Hours = Rows.Select(static row => row.Hours).ToArray(),
            Marks = Rows.SelectMany(static row => row.Marks).ToArray(),
        });
        for (int i = 0; i < Rows.Length; i++)
        {
            bound.Run(in Rows[i], out TopicPrediction one);
            Assert.Equal(Bits(one.Score), Bits(all.Score.Slice(i * one.Score.Length, one.Score.Length).ToArray()));
        }
    }

    [Fact]
    public void NothingIsAllocatedForNumbers()
    {
        using OwnOdd model = OwnOdd.Load();
        float[] length = [3], hours = [5], marks = [1, 2, 3];
        Allocations.AssertNone(() =>
        {
            using OwnOdd.Output output = model.Run(new OwnOdd.Input { Length = length, Hours = hours, Marks = marks });
        });
    }

    private static void Equal<TOutput, TKey>(IScorer<Ticket, TOutput> model, string file, Func<TOutput, TKey> key)
        where TOutput : class, new()
    {
        using var owned = (IDisposable)model;
        var context = new MLContext();
        context.ComponentCatalog.RegisterAssembly(typeof(DaysMapping).Assembly);
        ITransformer loaded = context.Model.Load(System.IO.Path.Combine(AppContext.BaseDirectory, "Made", file + ".zip"), out DataViewSchema schema);
        using PredictionEngine<Ticket, TOutput> engine = context.Model.CreatePredictionEngine<Ticket, TOutput>(loaded, schema);
        TKey[] expected = [.. Rows.Select(row => key(engine.Predict(row)))];
        var batch = new TOutput[Rows.Length];
        model.Run(Rows, batch);
        Assert.Equal(expected, batch.Select(key));
        for (int i = 0; i < Rows.Length; i++)
        {
            model.Run(in Rows[i], out TOutput one);
            Assert.Equal(expected[i], key(one));
        }
        Assert.True(expected.Distinct().Count() > 1);
    }

    private static string Bits(params float[] numbers) => string.Join(' ', numbers.Select(static number => $"{BitConverter.SingleToInt32Bits(number):X8}"));
}
