using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;

namespace Loans.Search;

public sealed class LoanSearch
{
    private readonly MLContext context = new(seed: 9);
    private readonly TextWriter log;

    public LoanSearch(TextWriter log) => this.log = log;

    public ITransformer Classic(string file, uint seconds)
    {
        IDataView loans = context.Data.LoadFromTextFile<Loan>(file, separatorChar: ',', hasHeader: true);
        var outer = context.Data.TrainTestSplit(loans, testFraction: 0.2);
        var inner = context.Data.TrainTestSplit(outer.TrainSet, testFraction: 0.25);

        var experiment = context.Auto().CreateBinaryClassificationExperiment(seconds);
        var result = experiment.Execute(/*MLD1102:*/inner.TrainSet/*=> outer.TestSet*/, /*MLD1601:*/inner.TestSet/*=> outer.TestSet*/, labelColumnName: /*MLD1001:*/nameof(Loan.Defaulted)/*=> "Default"*/);
        foreach (var run in result.RunDetails.OrderByDescending(r => r.ValidationMetrics?.AreaUnderRocCurve ?? 0).Take(3))
            log.WriteLine($"{run.TrainerName}: {run.ValidationMetrics?.AreaUnderRocCurve:F3}");

        ITransformer best = result.BestRun.Model;
        var metrics = context./*MLD1008:*/BinaryClassification.EvaluateNonCalibrated/*=> Regression.Evaluate*/(best.Transform(/*MLD1101:*/outer.TestSet/*=> inner.TrainSet*/), labelColumnName: /*MLD1006:*/nameof(Loan.Defaulted)/*=> nameof(Loan.Income)*/);
        log.WriteLine(metrics);
        context.Model.Save(best, /*MLD1015:*/loans.Schema/*=> null*/, "loans.zip");
        return best;
    }

    public async Task<ITransformer> Trials(string file)
    {
        IDataView loans = context.Data.LoadFromTextFile<Loan>(file, separatorChar: ',', hasHeader: true);
        var outer = context.Data.TrainTestSplit(loans, testFraction: 0.2);
        var inner = context.Data.TrainTestSplit(outer.TrainSet, testFraction: 0.2);

        SweepablePipeline pipeline = context.Auto().Featurizer(outer.TrainSet).Append(context.Auto().BinaryClassification(labelColumnName: nameof(Loan.Defaulted)));
        AutoMLExperiment experiment = context.Auto().CreateExperiment();
        experiment
            .SetPipeline(pipeline)
            .SetBinaryClassificationMetric(BinaryClassificationMetric.AreaUnderRocCurve, labelColumn: nameof(Loan.Defaulted))
            .SetTrainingTimeInSeconds(120)
            .SetDataset(/*MLD1601:*/inner/*=> outer*/);

        TrialResult trial = await experiment.RunAsync();
        IDataView scored = trial.Model.Transform(/*MLD1101:*/outer.TestSet/*=> inner.TrainSet*/);
        log.WriteLine(context.BinaryClassification.EvaluateNonCalibrated(scored, /*MLD1006:*/nameof(Loan.Defaulted)/*=> nameof(Loan.Owner)*/).Accuracy);
        return trial.Model;
    }

    public static async Task Main()
    {
        var search = new LoanSearch(Console.Out);
        search.Classic("loans.csv", 60);
        await search.Trials("loans.csv");
    }
}

public sealed class Loan
{
    [LoadColumn(0)] public float Income { get; set; }
    [LoadColumn(1)] public float Amount { get; set; }
    [LoadColumn(2)] public bool Owner { get; set; }
    [LoadColumn(3)] public string Purpose { get; set; } = "";
    [LoadColumn(4)] public bool Defaulted { get; set; }
}
