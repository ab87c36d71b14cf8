using System.Runtime.CompilerServices;
using MlDsl.Training;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl gate</c>: exit codes and refusals; what holds, tests of the library tell.</summary>
public sealed class GateTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, "RMSE <= 3, all rows: held, 2.000 [1.000, 3.000]", "--require", "RMSE <= 3")]
    [InlineData(0, "RMSE >= 1, all rows: held", "--require", "RMSE <= 3", "--require", "RMSE >= 1")]
    [InlineData(1, "RMSE <= 2.5, all rows: not shown, the bound lies in the interval", "--require", "RMSE >= 1", "--require", "RMSE <= 2.5")]
    [InlineData(1, "RMSE <= 0.5, all rows: not held", "--require", "RMSE <= 0.5")]
    [InlineData(1, "MAE <= 5, all rows: not measured", "--require", "MAE <= 5")]
    public async Task TheExitCodeSaysWhetherTheModelPasses(int code, string line, params string[] arguments)
    {
        byte[] file = ModelWriter.Write(ModelFile.Read(File.ReadAllBytes(Model), Model) with
        {
            Evaluations = [new EvaluationRecord("test", 100, 1, [new("RMSE", new Metric(9, 8, 10))]), new EvaluationRecord("test", 100, 2, [new("RMSE", new Metric(2, 1, 3))])],
        }).File;
        File.WriteAllBytes(folder["assessed.mldsl"], file);
        Answer answer = await Gate([folder["assessed.mldsl"], .. arguments]);
        Assert.Equal((code, ""), (answer.Code, answer.Error));
        Assert.Contains(line, answer.Output, StringComparison.Ordinal);
    }

    private static readonly string Model = Path.GetFullPath(Path.Combine(Here(), "../Golden/choice-2.mldsl"));

    [Theory]
    [InlineData(2, "'much' is no requirement; it is a metric's name", "--require", "much")]
    [InlineData(2, "was not evaluated on test rows before it was saved", "--require", "RMSE <= 1")]
    [InlineData(2, "Option '--require' is required")]
    [InlineData(2, "'holdout'", "--require", "RMSE <= 1", "--side", "holdout")]
    public async Task AWrongQuestionIsNamed(int code, string message, params string[] arguments)
    {
        Answer answer = await Gate([Model, .. arguments]);
        Assert.Equal(code, answer.Code);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static async Task<Answer> Gate(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = await ToolCommand.RunAsync(["gate", .. arguments], output, error);
        return new Answer(code, output.ToString(), error.ToString());
    }
}
