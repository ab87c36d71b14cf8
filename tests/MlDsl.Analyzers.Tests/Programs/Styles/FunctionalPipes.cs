using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Chain = Microsoft.ML.IEstimator<Microsoft.ML.ITransformer>;

namespace Pipes;

public static class Operators
{
    public static TOut Pipe<TIn, TOut>(this TIn value, Func<TIn, TOut> next) => next(value);

    public static TIn Also<TIn>(this TIn value, Action<TIn> look)
    {
        look(value);
        return value;
    }
}

public sealed record Split(IDataView Train, IDataView Test);

public sealed record Report(string Name, double Rms, ITransformer Model);

public static class Steps
{
    public static Func<Chain, Chain> OneHot(MLContext ml, params string[] columns) => chain =>
        chain.Append(ml.Transforms.Categorical.OneHotEncoding(columns.Select(c => new InputOutputColumnPair(c)).ToArray()));

    public static Func<Chain, Chain> Gather(MLContext ml, ImmutableArray<string> columns) => chain =>
        chain.Append(ml.Transforms.Concatenate("Features", [.. columns]));

    public static Func<Chain, Chain> Learn(Chain trainer) => chain => chain.Append(trainer);

    public static Func<IDataView, Split> Divide(MLContext ml, double share) => rows =>
    {
        var both = ml.Data.TrainTestSplit(rows, share);
        return new Split(both.TrainSet, both.TestSet);
    };
}

public static class Tides
{
    private static readonly ImmutableArray<string> Inputs = [nameof(Tide.Moon), /*MLD1001:*/nameof(Tide.Pressure)/*=> "Barometer"*/, nameof(Tide.Station)/*MLD1201:*//*=> , nameof(Tide.Height)*/];

    public static Report Run(string path)
    {
        var ml = new MLContext(seed: 60);
        Split split = path
            .Pipe(p => ml.Data.LoadFromTextFile<Tide>(p, hasHeader: true, separatorChar: ','))
            .Pipe(Steps.Divide(ml, share: /*MLD1105:*/0.25/*=> 0.75*/));

        Chain start = ml.Transforms.CopyColumns("Raw", /*MLD1001:*/nameof(Tide.Pressure)/*=> "Barometer"*/);
        Chain chain = start
            .Pipe(Steps.OneHot(ml, /*MLD1001:*/nameof(Tide.Station)/*=> "Harbour"*/))
            .Pipe(Steps.Gather(ml, Inputs))
            .Pipe(Steps.Learn(ml.Regression.Trainers.FastTree(/*MLD1001:*/nameof(Tide.Height)/*=> "Level"*/)));

        return chain
            .Pipe(c => c.Fit(/*MLD1102:*/split.Train/*=> split.Test*/))
            .Also(m => ml.Model.Save(m, /*MLD1015:*/split.Train.Schema/*=> null*/, "tides.zip"))
            .Pipe(m => new Report("tides", Rms(ml, m.Transform(/*MLD1101:*/split.Test/*=> split.Train*/)), m))
            .Also(r => Console.WriteLine($"{r.Name}: {r.Rms:F3}"));
    }

    private static double Rms(MLContext ml, IDataView scored) =>
        ml.Regression.Evaluate(scored, labelColumnName: /*MLD1006:*/nameof(Tide.Height)/*=> nameof(Tide.Moon)*/).RootMeanSquaredError;
}

public sealed class Tide
{
    [LoadColumn(0)] public string Station { get; set; } = "";
    [LoadColumn(1)] public float Moon { get; set; }
    [LoadColumn(2)] public float Pressure { get; set; }
    [LoadColumn(3)] public /*MLD1004:*/float/*=> double*/ Height { get; set; }
}
