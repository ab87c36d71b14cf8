namespace MlDsl.Tests.Data;

/// <summary>A file that is there for one test.</summary>
public sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string text, string extension = ".csv") : this(System.Text.Encoding.UTF8.GetBytes(text), extension)
    {
    }

    public TemporaryFile(byte[] bytes, string extension = ".csv")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Guid.NewGuid().ToString("N") + extension);
        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
