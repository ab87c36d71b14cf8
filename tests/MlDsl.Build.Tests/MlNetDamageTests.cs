using MlDsl.Compiler;
using MlDsl.Compiler.Planning;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>
/// Damaged model files of ML.NET: every one is compiled or refused with a reason that somebody thought of. A hundred thousand are a suite of their
/// own, with models that are trained for it.
/// </summary>
public sealed class MlNetDamageTests
{
    private const int Count = 300;

    [FactWith("models/mlnet/iris-maxent.zip")]
    public void EveryDamagedFileIsCompiledOrRefusedByName()
    {
        string folder = Path.GetDirectoryName(TestData.Model("mlnet/iris-maxent.zip"))!;
        byte[][] files = [.. Directory.GetFiles(folder, "*.zip").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(static file => file.Length < 30_000)];
        Assert.NotEmpty(files);
        int refused = 0;
        for (int i = 0; i < Count; i++)
        {
            byte[] damaged = DamagedZip.Damaged(files[i % files.Length], i);
            if (i % 10 != 3)
            {
                if (IsRefused(damaged)) refused++;
                continue;
            }
            string plan = ModelCompiler.Compile(damaged, "m.zip").Plan;
            Assert.StartsWith("mldsl-plan 1\n", plan, StringComparison.Ordinal);
            Assert.False(plan.Contains("it cannot be read", StringComparison.Ordinal), $"file {i}: {plan[..Math.Min(600, plan.Length)]}");
            if (plan.Contains("\nobstacle ", StringComparison.Ordinal)) refused++;
        }
        Assert.InRange(refused, Count / 4, Count);
    }

    // Nothing but the one exception is thrown.
    private static bool IsRefused(byte[] file)
    {
        try
        {
            return MlNetModelFile.Read(file).Graph is null;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
