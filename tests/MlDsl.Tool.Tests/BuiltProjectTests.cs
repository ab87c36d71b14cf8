namespace MlDsl.Tool.Tests;

/// <summary>Projects as the build sees them.</summary>
public sealed class BuiltProjectTests
{
    private static readonly string Libraries = Path.Combine(AppContext.BaseDirectory, "references");

    [Fact]
    public async Task AProjectIsRestoredAndReadAsItIsBuilt()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        // Only the build knows what a condition leaves out, and what a target adds.
        string project = code.Write("Score.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup>
              <ItemGroup><Reference Include="{Libraries}/*.dll" /><Compile Include="$(MSBuildProjectName).cs" /></ItemGroup>
            </Project>
            """);
        code.Write("Left.cs", CodeFolder.Leak);
        Answer answer = await CodeFolder.Run("analyze", project);
        Assert.Equal(1, answer.Code);
        Assert.Contains("Score.cs(12,", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Left.cs", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereTheRestoreFailsTheSourcesAreRead()
    {
        using var code = CodeFolder.With(CodeFolder.Leak);
        code.Write("nuget.config", """<configuration><packageSources><clear /></packageSources></configuration>""");
        string project = code.Write("Score.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Nowhere.To.Be.Found" Version="1.0.0" /></ItemGroup>
            </Project>
            """);
        Answer answer = await CodeFolder.Run("analyze", project);
        Assert.Equal(1, answer.Code);
        Assert.Contains("failed; the sources are read as far as they bind", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Score.cs(12,", answer.Output, StringComparison.Ordinal);
    }
}
