using System.Globalization;
using MlDsl.Labels.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Labels.Tests.Selection;

/// <summary>How many labels a logistic regression of incomes needs to be within 0.01 of the ROC-AUC that it has with all of them, by how rows are chosen.</summary>
public sealed class AdultCurveTests(ITestOutputHelper output)
{
    private const int First = 50, Batch = 25, Most = 3000;
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("MLDSL_SEEDS") ?? "3", CultureInfo.InvariantCulture);
    private static readonly EvaluationOptions Quick = new() { Resamples = 0 };

    [FactWith("adult.csv")]
    public void NeedsFewerLabelsThanAtRandom()
    {
        SelectionStrategy[] strategies = [SelectionStrategy.Random, SelectionStrategy.Margin, SelectionStrategy.Badge];
        var needed = strategies.ToDictionary(static s => s, static _ => new List<int>());
        double full = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Split<Adult> split = Adult.Read().SplitStratified(validation: 0.2, test: 0, seed: seed);
            double all = Auc(split, split.Train);
            full += all / Seeds;
            foreach (SelectionStrategy strategy in strategies) needed[strategy].Add(Needed(split, all - 0.01, strategy, (ulong)seed));
        }
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"labels: active=adult seeds={Seeds} full_auc={full:F4} {string.Join(' ', strategies.Select(s => $"{s.ToString().ToLowerInvariant()}={needed[s].Average():F0}[{string.Join(',', needed[s])}]"))} margin_share={needed[SelectionStrategy.Margin].Average() / needed[SelectionStrategy.Random].Average():F2}"));
        Assert.True(needed[SelectionStrategy.Margin].Sum() < 0.95 * needed[SelectionStrategy.Random].Sum());
    }

    // From where on two evaluations one after the other are above the target.
    private static int Needed(Split<Adult> split, double target, SelectionStrategy strategy, ulong seed)
    {
        var labelled = split.Train.SelectAtRandom(static _ => false, First, seed).Rows.Select(static row => row.Row).ToHashSet(ReferenceEqualityComparer.Instance);
        bool wasAbove = false;
        while (labelled.Count < Most)
        {
            AdultModel model = AdultModel.Fit(split.Train.WithLabel(labelled.Contains), new LogisticRegressionOptions { L2 = 10.0 / labelled.Count });
            bool isAbove = model.Evaluate(split.Validation, Quick).RocAuc.Value >= target;
            if (isAbove && wasAbove) return labelled.Count - Batch;
            wasAbove = isAbove;
            var options = new SelectionOptions { Strategy = strategy, Count = Batch, Seed = seed + (ulong)labelled.Count, MaxCandidates = 4000 };
            foreach (SelectedRow<Adult> row in model.Select(split.Train, labelled.Contains, options).Rows) labelled.Add(row.Row);
        }
        return Most;
    }

    private static double Auc(Split<Adult> split, TrainSet<Adult> train) =>
        AdultModel.Fit(train, new LogisticRegressionOptions { L2 = 10.0 / train.Count }).Evaluate(split.Validation, Quick).RocAuc.Value;
}
