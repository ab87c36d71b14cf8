using System.Globalization;
using MlDsl.Labels.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Labels.Tests.Selection;

/// <summary>How many labels a logistic regression of incomes needs to be within 0.01 of the ROC-AUC that it has with all of them, by how rows are chosen: where the mean of the curves over seeds is.</summary>
public sealed class AdultCurveTests(ITestOutputHelper output)
{
    private const int First = 50, Batch = 25, Steps = 60;
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("MLDSL_SEEDS") ?? "3", CultureInfo.InvariantCulture);
    private static readonly EvaluationOptions Quick = new() { Resamples = 0 };

    [FactWith("adult.csv")]
    public void LearnsIncomesOfChosenRows()
    {
        SelectionStrategy[] strategies = [SelectionStrategy.Random, SelectionStrategy.Margin, SelectionStrategy.Badge, SelectionStrategy.KCenter];
        // What each is short of the target by, at each number of labels.
        var missing = strategies.ToDictionary(static s => s, static _ => new double[Steps]);
        double full = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Split<Adult> split = Adult.Read().SplitStratified(validation: 0.2, test: 0, seed: seed);
            double all = Auc(split, split.Train);
            full += all / Seeds;
            foreach (SelectionStrategy strategy in strategies)
            {
                double[] curve = Curve(split, strategy, (ulong)seed);
                for (int step = 0; step < Steps; step++) missing[strategy][step] += (all - 0.01 - curve[step]) / Seeds;
            }
        }
        int random = Needed(missing[SelectionStrategy.Random]);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"labels: active=adult seeds={Seeds} full_auc={full:F4} {string.Join(' ', strategies.Select(s => $"{s.ToString().ToLowerInvariant()}={Needed(missing[s])}"))} badge_share={(double)Needed(missing[SelectionStrategy.Badge]) / random:F2} {string.Join(' ', strategies.Select(s => $"{s.ToString().ToLowerInvariant()}_auc_at_300={full - 0.01 - missing[s][(300 - First) / Batch]:F4}"))}"));
        // Seeds differ more than strategies: what a few of them show is that each curve rises towards the model of all labels.
        Assert.All(missing.Values, static curve => Assert.True(curve[^1] < curve[0]));
        if (Seeds >= 10) Assert.True(Needed(missing[SelectionStrategy.Badge]) <= random);
    }

    // The first of two numbers of labels, one after the other, with which the target is reached; beyond the last where it is not.
    private static int Needed(double[] missing)
    {
        int step = 0;
        while (step < Steps - 1 && (missing[step] > 0 || missing[step + 1] > 0)) step++;
        return First + (Batch * (step < Steps - 1 ? step : Steps));
    }

    private static double[] Curve(Split<Adult> split, SelectionStrategy strategy, ulong seed)
    {
        var labelled = split.Train.SelectAtRandom(static _ => false, First, seed).Rows.Select(static row => row.Row).ToHashSet(ReferenceEqualityComparer.Instance);
        var curve = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            AdultModel model = AdultModel.Fit(split.Train.WithLabel(labelled.Contains), new LogisticRegressionOptions { L2 = 10.0 / labelled.Count });
            curve[step] = model.Evaluate(split.Validation, Quick).RocAuc.Value;
            var options = new SelectionOptions { Strategy = strategy, Count = Batch, Seed = seed + (ulong)labelled.Count, MaxCandidates = 4000 };
            foreach (SelectedRow<Adult> row in model.Select(split.Train, labelled.Contains, options).Rows) labelled.Add(row.Row);
        }
        return curve;
    }

    private static double Auc(Split<Adult> split, TrainSet<Adult> train) =>
        AdultModel.Fit(train, new LogisticRegressionOptions { L2 = 10.0 / train.Count }).Evaluate(split.Validation, Quick).RocAuc.Value;
}
