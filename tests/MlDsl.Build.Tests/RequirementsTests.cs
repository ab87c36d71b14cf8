using static MlDsl.Build.Tests.MsBuild;

namespace MlDsl.Build.Tests;

/// <summary>Projects and compilers with which nothing would happen.</summary>
public sealed class RequirementsTests
{
    [Theory]
    [InlineData("-p:Language=VB", "warning MLD2060", "does nothing in a project of VB")]
    [InlineData("-p:Language=F#", "warning MLD2060", "does nothing in a project of F#")]
    [InlineData("-p:CompilerApiVersion=roslyn4.13", "error MLD2061", "needs the C# compiler 4.14 or newer, and this build has 4.13")]
    [InlineData("-p:NETCoreSdkVersion=9.0.203", "error MLD2061", "install the .NET SDK 9.0.300 or newer")]
    public void AProjectInWhichNothingWouldHappenIsToldSo(string property, string code, string message)
    {
        using TemporaryFolder folder = Project("<PropertyGroup><Language Condition=\"'$(Language)' == ''\">C#</Language></PropertyGroup>");
        string text = Run(folder, ["-t:MlDslModelManifests", property], out int status);
        Assert.Contains(code, text, StringComparison.Ordinal);
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.Equal(code.StartsWith("error", StringComparison.Ordinal), status != 0);
        Assert.DoesNotContain("MLD206", Succeed(folder, "-t:MlDslModelManifests", "-p:CompilerApiVersion=roslyn4.14"), StringComparison.Ordinal);
    }
}
