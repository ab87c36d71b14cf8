using MlDsl.Testing;

namespace MlDsl.Site.Tests;

/// <summary>The site of this repository, written once into a folder that goes when the tests end.</summary>
public sealed class WholeSite : IDisposable
{
    public WholeSite()
    {
        Folder = Directory.CreateTempSubdirectory("mldsl-site").FullName;
        Figures = SiteBuilder.Build(CSharp.Root, Folder, AppContext.BaseDirectory);
    }

    internal string Folder { get; }

    internal SiteFigures Figures { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
