using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

/// <summary>Which code runs, and what it knows: objects of several classes, helpers that take anything, lambdas, patterns, iterators.</summary>
public sealed class DispatchTests
{
    private const string Fit = ".Fit(ml.Data.LoadFromTextFile<Trip>(path));";

    [Theory]
    [InlineData("interface IWay { IEstimator<ITransformer> Make(MLContext ml); } class Trees : IWay { public IEstimator<ITransformer> Make(MLContext ml) => ml.Regression.Trainers.FastTree({|MLD1001:\"Fair\"|}, \"Miles\"); } class Other : IWay { IEstimator<ITransformer> IWay.Make(MLContext ml) => ml.Regression.Trainers.FastTree(\"Fare\", {|MLD1001:\"Mile\"|}); }",
        "foreach (IWay way in new IWay[] { new Trees(), new Other() }) way.Make(ml)" + Fit)]
    [InlineData("interface IWay<T> { IEstimator<ITransformer> Make(T label); } class Trees(MLContext ml) : IWay<string> { public IEstimator<ITransformer> Make(string label) => ml.Regression.Trainers.FastTree(label, \"Miles\"); }",
        "IWay<string> way = new Trees(ml); way.Make({|MLD1001:\"Fair\"|})" + Fit)]
    [InlineData("abstract class Way { public abstract string Label { get; } public virtual IEstimator<ITransformer> Make(MLContext ml) => ml.Regression.Trainers.FastTree(Label, \"Miles\"); } class Fares : Way { public override string Label => {|MLD1001:\"Fair\"|}; } class Tips : Way { public override string Label => \"Fare\"; }",
        "Way way = new Fares(); way.Make(ml)" + Fit)]
    [InlineData("static class Pipes { public static TOut Pipe<TIn, TOut>(this TIn value, Func<TIn, TOut> next) => next(value); public static Func<IEstimator<ITransformer>, IEstimator<ITransformer>> Then(MLContext ml, string label) => chain => chain.Append(ml.Regression.Trainers.FastTree(label)); }",
        "((IEstimator<ITransformer>)ml.Transforms.Concatenate(\"Features\", \"Miles\")).Pipe(Pipes.Then(ml, {|MLD1001:\"Fair\"|}))" + Fit)]
    [InlineData("static class Names { public static System.Collections.Generic.IEnumerable<string> All { get { yield return \"Miles\"; yield return {|MLD1001:\"Second\"|}; } } }",
        "ml.Transforms.Concatenate(\"Features\", Names.All.Append(\"Miles\").ToArray()).Append(ml.Regression.Trainers.FastTree(\"Fare\"))" + Fit)]
    [InlineData("static class Names { public static readonly (string Label, string Input) All = ({|MLD1001:\"Fair\"|}, \"Miles\"); }", "ml.Regression.Trainers.FastTree(Names.All.Label, Names.All.Input)" + Fit)]
    [InlineData("record Names(string Label, string Input);", "if (new Names({|MLD1001:\"Fair\"|}, \"Miles\") is { Label: var label, Input: { } input }) ml.Regression.Trainers.FastTree(label, input)" + Fit)]
    [InlineData("record Names(string Label, string Input);", "var last = new Names({|MLD1001:\"Fair\"|}, \"Miles\") switch { (var label, var input) => ml.Regression.Trainers.FastTree(label, input) }; last" + Fit)]
    [InlineData("", "var lazy = new Lazy<IEstimator<ITransformer>>(() => ml.Regression.Trainers.FastTree({|MLD1001:\"Fair\"|}, \"Miles\")); lazy.Value" + Fit)]
    public Task ReportsWhatRuns(string members, string body) => MlNetTest.VerifyBody<MissingColumn>(body, members);

    // An object that comes from elsewhere may be of any class, and what a loop gives may be given or not.
    [Theory]
    [InlineData("interface IWay { string Label { get; } } class Fares : IWay { public string Label => \"Fair\"; } class Source { public static IWay From(string path) => Environment.Is64BitProcess ? new Fares() : (IWay)Activator.CreateInstance(Type.GetType(path)); }",
        "ml.Regression.Trainers.FastTree(Source.From(path).Label, \"Miles\")" + Fit)]
    [InlineData("static class Names { public static System.Collections.Generic.IEnumerable<string> All(bool many) { yield return \"Miles\"; if (!many) yield break; yield return \"Second\"; } }",
        "ml.Transforms.Concatenate(\"Features\", Names.All(path.Length > 3).ToArray()).Append(ml.Regression.Trainers.FastTree(\"Fare\"))" + Fit)]
    public Task AllowsWhatMayRun(string members, string body) => MlNetTest.VerifyBody<MissingColumn>(body, members);

    [Fact]
    public Task ReportsTheSidesOfASplitThatAPatternTakes() => MlNetTest.VerifyBody<FittedOnTestRows>("""
        if (ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path)) is { TrainSet: var left, TestSet: var right })
            Console.WriteLine(ml.Regression.Evaluate(ml.Regression.Trainers.FastTree("Fare", "Miles").Fit({|MLD1102:right|}).Transform(left), "Fare").RSquared);
        """);

    [Fact]
    public Task ReportsTheBestOfALoopThatTakesPairsApart() => MlNetTest.VerifyBody<TestSetSelects>("""
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path));
        double best = 0;
        foreach (var (name, trees) in new[] { ("few", 10), ("many", 100) })
        {
            var model = ml.Regression.Trainers.FastTree("Fare", "Miles", numberOfTrees: trees).Fit(split.TrainSet);
            double score = ml.Regression.Evaluate({|MLD1602:model.Transform(split.TestSet)|}, "Fare").RSquared;
            if (score > best) best = score;
        }
        """);
}
