using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests.Flow;

/// <summary>A value is followed along every way through a method, and not where a way has ended or another value may have come.</summary>
public sealed class ControlFlowTests
{
    [Theory]
    [InlineData("if (known) rows = test; else rows = split.TestSet;")]
    [InlineData("if (!known) return; rows = test;")]
    [InlineData("if (known) rows = test; else throw new Exception();")]
    [InlineData("rows = known ? test : split.TestSet;")]
    [InlineData("rows = known ? test : throw new Exception();")]
    [InlineData("rows = count switch { 0 => test, 1 => split.TestSet, _ => throw new Exception() };")]
    [InlineData("switch (count) { case 0: rows = test; break; case 1: return; default: goto case 0; }")]
    [InlineData("while (true) { rows = test; if (known) break; rows = train; }")]
    [InlineData("for (;;) { rows = test; break; }")]
    [InlineData("do { rows = test; if (known) continue; count++; } while (count > 0);")]
    [InlineData("rows = test; for (int i = 0; i < count; i++) { if (i == 3) continue; count--; }")]
    [InlineData("foreach (IDataView each in new[] { test, split.TestSet }) rows = each; rows = test;")]
    [InlineData("goto end; rows = train; end: rows = test;")]
    [InlineData("try { rows = test; } catch (IOException) { return; }")]
    [InlineData("try { count++; } finally { rows = test; }")]
    [InlineData("try { throw new Exception(); } catch (Exception) when (known) { rows = test; }")]
    [InlineData("using (File.OpenRead(path)) rows = test;")]
    [InlineData("lock (ml) { rows = test; }")]
    [InlineData("rows = null; rows ??= test;")]
    [InlineData("IDataView none = null; rows = none ?? test;")]
    [InlineData("rows = (test as IDataView)!;")]
    [InlineData("(rows, count) = (test, 1);")]
    [InlineData("var both = new { Train = train, Test = test }; rows = both.Test;")]
    [InlineData("var held = new Held { Rows = test, Other = train }; rows = (held with { Other = train }).Rows;")]
    [InlineData("var held = new Held { Rows = train } with { Rows = test }; rows = held?.Rows;")]
    [InlineData("var held = new Held { Rows = test, Note = path }; rows = held.Rows;")]
    [InlineData("void Set() { rows = test; } Set();")]
    [InlineData("Func<IDataView> get = () => { if (known) return test; return split.TestSet; }; rows = get();")]
    public Task FollowsTheRows(string way) => MlNetTest.VerifyBody<FittedOnTestRows>(Body(way, "{|MLD1102:rows|}"), Members);

    [Theory]
    [InlineData("rows = test; if (known) rows = train;")]
    [InlineData("rows = known ? test : train;")]
    [InlineData("rows = test; return;")]
    [InlineData("rows = test; throw new Exception();")]
    [InlineData("rows = test; while (true) count++;")]
    [InlineData("rows = test; if (known) { rows = train; goto end; } return; end: count++;")]
    [InlineData("rows = test; while (count-- > 0) rows = train;")]
    [InlineData("switch (count) { case 0: rows = test; break; }")]
    [InlineData("rows = count switch { 0 => test, _ => train };")]
    [InlineData("rows = test; try { count++; } finally { rows = train; }")]
    [InlineData("rows = test; try { count++; } catch (IOException) { rows = train; }")]
    [InlineData("if (false) rows = test;")]
    [InlineData("void Set() { rows = test; }")]
    [InlineData("Action set = () => rows = test;")]
    [InlineData("var held = new Held { Free = test }; held.Free = train; rows = held.Free;")]
    public Task IsSilentWhereOtherRowsMayCome(string way) => MlNetTest.VerifyBody<FittedOnTestRows>(Body(way, "rows"), Members);

    private const string Members = "sealed record Held { public IDataView Rows { get; init; } public IDataView Other { get; init; } public IDataView Free { get; set; } public string Note { get; set; } }";

    private static string Body(string way, string fitted) => $"""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        IDataView train = split.TrainSet, test = split.TestSet, rows = train;
        bool known = path.Length > 3;
        int count = path.Length;
        {way}
        ml.Transforms.Concatenate("Features", "Seconds", "Miles").Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare")).Fit({fitted});
        """;
}
