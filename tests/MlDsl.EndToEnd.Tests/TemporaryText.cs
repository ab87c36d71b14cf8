namespace MlDsl.EndToEnd.Tests;

/// <summary>A file with a text, gone at the end.</summary>
internal sealed class TemporaryText : IDisposable
{
    public TemporaryText(string text) => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"mldsl-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(Path);
}
