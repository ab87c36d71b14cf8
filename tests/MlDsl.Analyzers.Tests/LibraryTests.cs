namespace MlDsl.Analyzers.Tests;

public sealed class LibraryTests
{
    [Fact]
    public void DeclarationsCompile() => Assert.Equal(3, Library.All.Length);
}
