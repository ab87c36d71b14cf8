namespace MlDsl.Testing;

/// <summary>Real data and model files that are not part of the project.</summary>
public static class TestData
{
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("MLDSL_TESTDATA") ?? System.IO.Path.Combine(CSharp.Root, "..", "shared", "data");

    /// <summary>The path of a data file.</summary>
    /// <exception cref="FileNotFoundException">The file is absent; the message says how to name its folder.</exception>
    public static string File(string name) => Require(Path(name));

    /// <summary>The path of a model file, beside the data.</summary>
    /// <exception cref="FileNotFoundException">The file is absent; the message says how to name its folder.</exception>
    public static string Model(string name) => Require(ModelPath(name));

    /// <summary>The folder of the model files, whether it is there or not.</summary>
    public static string Models => System.IO.Path.GetFullPath(ModelPath(""));

    /// <summary>Where a data file lies, if it is there.</summary>
    internal static string Path(string name) => System.IO.Path.Combine(Folder, name);

    /// <summary>Where a model file lies, if it is there.</summary>
    internal static string ModelPath(string name) => System.IO.Path.Combine(Folder, "..", "models", name);

    private static string Require(string path) => System.IO.File.Exists(path)
        ? System.IO.Path.GetFullPath(path)
        : throw new FileNotFoundException($"'{path}' is absent; set MLDSL_TESTDATA to the folder that holds the data sets", path);
}
