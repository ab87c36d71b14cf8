using System.Diagnostics;
using MlDsl.Compiler;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>A project without a compiler that imports the props and targets, and a real MSBuild that builds it.</summary>
internal static class MsBuild
{
    public static TemporaryFolder Project(string items = "", string after = "", string inside = ".")
    {
        var folder = new TemporaryFolder();
        string build = Path.Combine(CSharp.Root, "analyzers", "MlDsl.Build", "build");
        folder.Write($"{inside}/p.proj", $"""
            <Project>
              <Import Project="{build}/MlDsl.props" />
              <PropertyGroup>
                <IntermediateOutputPath>obj/</IntermediateOutputPath>
                <MlDslBuildAssembly>{typeof(ModelDescription).Assembly.Location}</MlDslBuildAssembly>
                <MlDslCompilerAssembly>{typeof(ModelCompiler).Assembly.Location}</MlDslCompilerAssembly>
              </PropertyGroup>
              {items}
              <Import Project="{build}/MlDsl.targets" />
              {after}
            </Project>
            """);
        return folder;
    }

    public static string Succeed(TemporaryFolder folder, params string[] arguments)
    {
        string text = Run(folder, arguments.Length > 0 ? arguments : ["-t:MlDslModelManifests"], out int status);
        Assert.True(status == 0, text);
        return text;
    }

    // The task says at low importance what it read.
    public static List<string> Read(string log) =>
        [.. System.Text.RegularExpressions.Regex.Matches(log, "MlDsl read '([^']+)'").Select(static m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    public static string Run(TemporaryFolder folder, string[] arguments, out int status, string inside = ".")
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", "p.proj", "-nologo", "-v:diag", "-nr:false", .. arguments]) { WorkingDirectory = folder.File(inside), RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        status = process.ExitCode;
        return text;
    }
}
