using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Compiler;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>Builds a model with a program of a test's own in the place of the one that compares it with ML.NET.</summary>
internal static class StandInVerifier
{
    public static Engine Built(TemporaryFolder folder, string verifier, string backend = "", bool isGood = true)
    {
        var engine = new Engine();
        if (!File.Exists(folder.File("m.zip"))) folder.Write("m.zip", File.ReadAllBytes(TestData.Model("mlnet/iris-maxent.zip")));
        var item = new FileItem(folder.File("m.zip"), new()
        {
            ["ModelName"] = "Models/m.zip",
            ["Extension"] = ".zip",
            ["Backend"] = backend,
            ["Plan"] = folder.File("m.plan"),
            ["Weights"] = folder.File("m.weights"),
            ["Manifest"] = folder.File("m.manifest"),
        });
        var task = new CompileModels { BuildEngine = engine, Models = [item], Host = "dotnet", Compiler = typeof(ModelCompiler).Assembly.Location, MlNet = "MlDsl.MlNet", Verifier = verifier, Verifies = true, VerifyTimeout = 4000 };
        Assert.True(task.Execute() == isGood, string.Join('\n', engine.Errors.Select(static error => error.Message)));
        return engine;
    }

    /// <summary>A program in the place of the one that compares.</summary>
    public static string Program(TemporaryFolder folder, string code, string properties = "")
    {
        string file = folder.File("verifier.dll");
        var compilation = CSharpCompilation.Create("verifier", [CSharpSyntaxTree.ParseText(code)], CSharp.References, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        Assert.True(compilation.Emit(file).Success);
        folder.Write("verifier.runtimeconfig.json", $$"""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" }, "configProperties": { {{properties}} } } }""");
        return file;
    }
}
