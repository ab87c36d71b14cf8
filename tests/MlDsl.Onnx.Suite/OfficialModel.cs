namespace MlDsl.Onnx.Suite;

/// <summary>A model of the official suite with its data sets.</summary>
/// <param name="Name">Folder and name, such as <c>node/test_abs</c>.</param>
/// <param name="Path">The model file.</param>
/// <param name="DataSets">The folders that hold inputs and expected outputs.</param>
internal sealed record OfficialModel(string Name, string Path, IReadOnlyList<string> DataSets)
{
    /// <summary>The path by which the suite's project knows the file.</summary>
    public string FileName => Name + System.IO.Path.GetExtension(Path);

    /// <summary>Whether it is ONNX; others are models that ML.NET saved.</summary>
    public bool IsOnnx => Path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Every model under <paramref name="root"/>, by name; one of <paramref name="every"/>, always the same, for a sample.</summary>
    public static List<OfficialModel> All(string root, int every)
    {
        List<OfficialModel> all =
        [
            .. Directory.EnumerateFiles(root, "*.onnx", SearchOption.AllDirectories)
                .Select(path => Of(root, path))
                .OrderBy(static m => m.Name, StringComparer.Ordinal),
        ];
        var random = new Random(1);
        return every <= 1 ? all : all.FindAll(_ => random.Next(every) == 0);
    }

    /// <summary>The files <c>{kind}_0.pb</c>, <c>{kind}_1.pb</c> … of a data set.</summary>
    public static List<string> Files(string dataSet, string kind)
    {
        var files = new List<string>();
        while (System.IO.Path.Combine(dataSet, $"{kind}_{files.Count}.pb") is var file && File.Exists(file)) files.Add(file);
        return files;
    }

    private static OfficialModel Of(string root, string path)
    {
        string folder = System.IO.Path.GetDirectoryName(path)!;
        string[] dataSets = Directory.GetDirectories(folder, "test_data_set_*");
        Array.Sort(dataSets, StringComparer.Ordinal);
        return new(System.IO.Path.GetRelativePath(root, folder).Replace('\\', '/'), path, dataSets);
    }
}
