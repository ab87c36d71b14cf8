using System.Globalization;
using System.Text.Json;
using MlDsl.MlNet.Build;
using MlDsl.Testing;
using static MlDsl.Build.Tests.StandInVerifier;

namespace MlDsl.Build.Tests;

/// <summary>When a model is compared with ML.NET while building, and what the process that compares may take.</summary>
public sealed class MlNetVerificationLimitTests
{
    private const string Model = "models/mlnet/iris-maxent.zip", Other = "models/mlnet5/sdca.zip";
    private const string Counts = """System.IO.File.AppendAllText(args[0] + ".asked", "x"); System.Console.WriteLine("equal 800");""";

    [FactWith(Model, Other)]
    public void AFileIsComparedAgainWhenItIsAnotherWheneverItWasWritten()
    {
        using var folder = new TemporaryFolder();
        string verifier = Program(folder, Counts);
        Built(folder, verifier);
        File.SetLastWriteTimeUtc(folder.File("m.zip"), DateTime.UtcNow.AddMinutes(1));
        Built(folder, verifier);
        Assert.Equal("x", File.ReadAllText(folder.File("m.zip.asked")));

        // Such as of an older commit.
        folder.Write("m.zip", File.ReadAllBytes(TestData.Model("mlnet5/sdca.zip")));
        File.SetLastWriteTimeUtc(folder.File("m.zip"), DateTime.UtcNow.AddYears(-1));
        Built(folder, verifier);
        Assert.Equal("xx", File.ReadAllText(folder.File("m.zip.asked")));
        Assert.Contains(ModelHash.Sha(folder.File("m.zip")), File.ReadAllText(folder.File("m.plan")), StringComparison.Ordinal);
    }

    [FactWith(Model)]
    public void AnotherProgramIsAskedAndTheSameOneIsNotWheneverItWasWritten()
    {
        using var folder = new TemporaryFolder();
        string verifier = Program(folder, Counts);
        Built(folder, verifier);
        File.SetLastWriteTimeUtc(verifier, DateTime.UtcNow.AddMinutes(1));
        Built(folder, verifier);
        Assert.Equal("x", File.ReadAllText(folder.File("m.zip.asked")));
        Built(folder, Program(folder, Counts + "// another"));
        Assert.Equal("xx", File.ReadAllText(folder.File("m.zip.asked")));

        // Of whose assemblies one is another.
        folder.Write("MlDsl.Kernels.dll", [1]);
        Built(folder, verifier);
        Assert.Equal("xxx", File.ReadAllText(folder.File("m.zip.asked")));
    }

    [FactWith(Model)]
    public void TheProcessHasTheCultureOfTheBuild()
    {
        using var folder = new TemporaryFolder();
        string verifier = Program(folder, """System.Console.WriteLine("skipped " + args[1]);""");
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in new[] { "fi-FI", "tr-TR" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal($"'Models/m.zip' is not compared with ML.NET: {culture}", Assert.Single(Built(folder, verifier).Warnings).Message);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // With what the program itself is configured by.
    [FactWith(Model)]
    public void WhoWantsMoreThanTwoGibibytesIsAWarning()
    {
        using var folder = new TemporaryFolder();
        using var config = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(typeof(Verification).Assembly.Location, ".runtimeconfig.json")));
        string limit = config.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.GC.HeapHardLimit").GetRawText();
        Assert.Equal("2147483648", limit.Trim('"'));
        string verifier = Program(folder, """
            try { var all = new byte[3][]; for (int i = 0; i < 3; i++) all[i] = new byte[1 << 30]; System.Console.WriteLine("equal " + all.Length); return 0; }
            catch (System.OutOfMemoryException e) { System.Console.Error.WriteLine(e.GetType().Name); return 1; }
            """, $"\"System.GC.HeapHardLimit\": {limit}");
        Assert.Equal("'Models/m.zip' is not compared with ML.NET: the process ended with 1: OutOfMemoryException", Assert.Single(Built(folder, verifier).Warnings).Message);
    }

    [TheoryWith(Model)]
    [InlineData("", true)]
    [InlineData("-p:MlDslVerifyModels=true", true)]
    [InlineData("-p:MlDslVerifyModels=false", false)]
    [InlineData("-p:DesignTimeBuild=true", false)]
    [InlineData("-p:BuildingProject=false", false)]
    public void EditorsAndWhoSwitchesItOffCompareNothing(string property, bool isAsked)
    {
        using TemporaryFolder folder = MsBuild.Project();
        string verifier = Program(folder, """System.IO.File.WriteAllText("asked", ""); System.Console.WriteLine("equal 800");""");
        folder.Write("Models/m.zip", File.ReadAllBytes(TestData.Model("mlnet/iris-maxent.zip")));
        MsBuild.Succeed(folder, ["-t:MlDslModelManifests", $"-p:MlDslMlNetVerifier={verifier}", .. property.Length > 0 ? new[] { property } : []]);
        Assert.Equal(isAsked, File.Exists(folder.File("asked")));
        Assert.NotEmpty(Directory.GetFiles(folder.File("obj"), "*.plan", SearchOption.AllDirectories));
    }

    [FactWith(Model)]
    public void TheTimeIsAPropertyAndSixtySecondsWithoutIt()
    {
        using TemporaryFolder folder = MsBuild.Project();
        string verifier = Program(folder, """System.Threading.Thread.Sleep(60_000);""");
        folder.Write("Models/m.zip", File.ReadAllBytes(TestData.Model("mlnet/iris-maxent.zip")));
        string log = MsBuild.Succeed(folder, "-t:MlDslModelManifests", $"-p:MlDslMlNetVerifier={verifier}", "-p:MlDslVerifyTimeout=1500");
        Assert.Contains("MLD2083: 'Models/m.zip' is not compared with ML.NET: it took more than 1500 ms", log, StringComparison.Ordinal);
        Assert.Equal("60000", MsBuild.Succeed(folder, "-getProperty:MlDslVerifyTimeout").Trim());
    }
}
