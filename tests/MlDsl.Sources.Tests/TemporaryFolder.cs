namespace MlDsl.Sources.Tests;

/// <summary>A folder that is there for the tests of one class.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("mldsl-sources").FullName;

    /// <summary>A file of the folder, whether it is there or not.</summary>
    public string this[string name] => System.IO.Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
