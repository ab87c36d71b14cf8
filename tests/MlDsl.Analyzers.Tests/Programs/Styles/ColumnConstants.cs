using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bank;

internal static class Columns
{
    public const string Target = "Default";
    public const string Purpose = nameof(Loan.Purpose);
    public static readonly string[] Numbers = { nameof(Loan.Amount), nameof(Loan.Rate), nameof(Loan.Months)/*MLD1001:*//*=> , "Income"*//*MLD1201:*//*=> , Target*/ };
    public static readonly string[] All = Numbers.Concat(new[] { Encoded(/*MLD1001:*/Purpose/*=> "Reason"*/) }).ToArray();

    public static string Encoded(string name) => name + "_enc";
}

internal static class Program
{
    private const string TrainingFile = "loans-train.csv";
    private const string HoldoutFile = /*MLD1103:*/"loans-holdout.csv"/*=> "loans-train.csv"*/;

    private static MLContext Context { get; } = new(seed: 2024);

    private static void Main()
    {
        var training = Read(TrainingFile);
        var holdout = Read(HoldoutFile);

        var estimator = Context.Transforms.Categorical.OneHotEncoding(Columns.Encoded(Columns.Purpose), Columns.Purpose)
            .Append(Context.Transforms.Concatenate("Features", Columns.All))
            .Append(Context.Transforms.NormalizeMinMax("Features"));

        foreach (var (name, trainer) in Trainers())
        {
            var model = estimator.Append(trainer).Fit(/*MLD1102:*/training/*=> Context.Data.TrainTestSplit(holdout).TestSet*/);
            var metrics = Context.BinaryClassification.EvaluateNonCalibrated(model.Transform(/*MLD1101:*/holdout/*=> training*/), Columns.Target);
            System.Console.WriteLine($"{name,-20} {metrics.AreaUnderRocCurve:F3}");
        }
    }

    private static IDataView Read(string file) => Context.Data.LoadFromTextFile<Loan>(file, new TextLoader.Options { Separators = new[] { ',' }, HasHeader = true });

    private static (string, IEstimator<ITransformer>)[] Trainers() => new (string, IEstimator<ITransformer>)[]
    {
        ("perceptron", Context.BinaryClassification.Trainers.AveragedPerceptron(Columns.Target)),
        ("logistic", Context.BinaryClassification.Trainers.LbfgsLogisticRegression(/*MLD1001:*/Columns.Target/*=> "Defaulted"*/)),
        ("forest", Context.BinaryClassification.Trainers.FastForest(Columns.Target, featureColumnName: /*MLD1001:*/"Features"/*=> "Featured"*/)),
    };
}

internal sealed class Loan
{
    [LoadColumn(1)] public string Purpose = "";
    [LoadColumn(2)] public float Amount;
    [LoadColumn(3)] public float Rate;
    [LoadColumn(4)] public float Months;
    [LoadColumn(5)] public /*MLD1004:*/bool/*=> float*/ Default;
}
