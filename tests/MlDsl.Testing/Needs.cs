using System.Runtime.InteropServices;
using Xunit;

namespace MlDsl.Testing;

/// <summary>
/// A test that needs what is not part of the project: a data file by its name, a model file as <c>models/NAME</c>, a native library by its file
/// name. Where one is absent the test is skipped and says so; where CI is set nothing may be missing, so that it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithAttribute : FactAttribute
{
    public FactWithAttribute(params string[] needs) => Skip = Needs.Missing(needs);
}

/// <summary>The same for a test of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryWithAttribute : TheoryAttribute
{
    public TheoryWithAttribute(params string[] needs) => Skip = Needs.Missing(needs);
}

/// <summary>Looks for what tests need.</summary>
public static class Needs
{
    private const string Models = "models/";

    /// <summary>Why a test cannot run here; null where it can, and where CI is set.</summary>
    public static string? Missing(params string[] needs)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))) return null;
        string[] absent = Absent(needs);
        return absent.Length == 0 ? null : $"not here: {string.Join(", ", absent)}; MLDSL_TESTDATA names the folder of the data sets, beside which the models lie";
    }

    /// <summary>What is absent of these, whether CI is set or not.</summary>
    public static string[] Absent(params string[] needs) => [.. needs.Where(static need => !IsHere(need))];

    private static bool IsHere(string need)
    {
        if (need.Contains(".so", StringComparison.Ordinal)) return NativeLibrary.TryLoad(need, out _);
        return File.Exists(need.StartsWith(Models, StringComparison.Ordinal) ? TestData.ModelPath(need[Models.Length..]) : TestData.Path(need));
    }
}
