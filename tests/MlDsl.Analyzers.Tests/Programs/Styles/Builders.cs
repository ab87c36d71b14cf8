using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Insurance.Ml;

/// <summary>Collects steps and makes one chain of them.</summary>
public sealed class ChainBuilder
{
    private readonly List<IEstimator<ITransformer>> _steps = new();

    public ChainBuilder Add(IEstimator<ITransformer> step)
    {
        _steps.Add(step);
        return this;
    }

    public IEstimator<ITransformer> Build() => _steps.Aggregate((head, next) => head.Append(next));
}

public abstract class Job
{
    protected Job(int seed) => Context = new MLContext(seed);

    protected MLContext Context { get; }
    protected abstract string DataFile { get; }
    protected virtual double Holdout => 0.2;

    public void Execute()
    {
        IDataView claims = Context.Data.LoadFromTextFile<Claim>(DataFile, hasHeader: true, separatorChar: ',');
        DataOperationsCatalog.TrainTestData halves = Context.Data.TrainTestSplit(claims, Holdout);
        ITransformer model = Learn(/*MLD1102:*/halves.TrainSet/*=> halves.TestSet*/);
        Report(model, /*MLD1101:*/halves.TestSet/*=> halves.TrainSet*/);
        Context.Model.Save(model, /*MLD1015:*/claims.Schema/*=> null*/, "claims.zip");
    }

    protected abstract ITransformer Learn(IDataView rows);
    protected abstract void Report(ITransformer model, IDataView rows);
}

public sealed class ClaimAmountJob : Job
{
    public ClaimAmountJob() : base(seed: 71) { }

    protected override string DataFile => "claims.csv";

    protected override ITransformer Learn(IDataView rows)
    {
        return Context.Transforms.Categorical.OneHotEncoding("RegionCode", /*MLD1001:*/"Region"/*=> "County"*/, OneHotEncodingEstimator.OutputKind.Indicator)
            .Append(Context.Transforms.ReplaceMissingValues("AgeFilled", "Age", MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(Context.Transforms.Concatenate("Features", "RegionCode", /*MLD1001:*/"AgeFilled"/*=> "AgesFilled"*/, "Power"/*MLD1201:*//*=> , "Amount"*/))
            .Append(Context.Regression.Trainers.LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmRegressionTrainer.Options { LabelColumnName = /*MLD1001:*/"Amount"/*=> "Sum"*/, NumberOfIterations = 200 }))
            .Fit(rows);
    }

    protected override void Report(ITransformer model, IDataView rows)
    {
        RegressionMetrics metrics = Context.Regression.Evaluate(model.Transform(rows), labelColumnName: /*MLD1006:*/"Amount"/*=> "Power"*/);
        Console.WriteLine("{0:N2} {1:N2}", metrics.MeanAbsoluteError, metrics.RSquared);
    }

    public IEstimator<ITransformer> Short() => new ChainBuilder()
        .Add(Context.Transforms.NormalizeMinMax("Age"))
        .Add(Context.Transforms.Concatenate("Features", "Age", "Power"))
        .Add(Context.Regression.Trainers.FastTree("Amount"))
        .Build();
}

public sealed class Claim
{
    [LoadColumn(0)] public string Region { get; set; } = "";
    [LoadColumn(1)] public float Age { get; set; }
    [LoadColumn(2)] public float Power { get; set; }
    [LoadColumn(3)] public /*MLD1004:*/float/*=> double*/ Amount { get; set; }
}
