using System.Text;
using MlDsl.Build.Onnx;
using MlDsl.Build.Text;

namespace MlDsl.Build;

/// <summary>Why there is no manifest: a code of <c>Errors.md</c>, the file, the reason and the way out.</summary>
internal sealed class ModelProblemException(string code, string file, string message) : Exception(message)
{
    public string Code { get; } = code;

    public string File { get; } = file;
}

/// <summary>Turns a model file, or the manifest committed beside it, into the text of a manifest.</summary>
internal static class ModelDescription
{
    // A pointer file is three short lines; the specification allows up to 1,024 bytes.
    private const int MaxPointerBytes = 1024;

    // A manifest that stands in is read whole.
    private const long MaxManifestBytes = 1L << 28;

    private const string PointerStart = "version https://git-lfs.github.com/spec/v1";

    /// <param name="file">The path of the model file.</param>
    /// <param name="name">The path by which the project knows it, with forward slashes.</param>
    /// <param name="warn">Takes what is no error: a committed manifest that has become stale.</param>
    /// <exception cref="ModelProblemException">Neither gives a manifest.</exception>
    public static string Describe(string file, string name, Action<ModelProblemException> warn)
    {
        string committed = file + ".manifest";
        if (!File.Exists(file))
        {
            return File.Exists(committed) ? StandIn(committed, name).Text
                : throw new ModelProblemException("MLD2050", file, $"'{name}' does not exist; add the model file, or commit its manifest as '{name}.manifest'");
        }
        if (ReadPointer(file) is { } oid) return Resolve(file, name, committed, oid);

        var (text, hash) = Read(file, name);
        if (File.Exists(committed) && StandIn(committed, name).Hash != hash)
            warn(new ModelProblemException("MLD2053", committed, $"'{name}.manifest' describes another file than '{name}'; build the target MlDslWriteManifests and commit the result"));
        return text;
    }

    /// <summary>Whether a manifest only says why there is none.</summary>
    public static bool IsFault(string manifest) => File.ReadLines(manifest).Skip(2).FirstOrDefault()?.StartsWith(ManifestWriter.FaultLine, StringComparison.Ordinal) == true;

    private static string Resolve(string file, string name, string committed, string oid)
    {
        if (!File.Exists(committed))
            throw new ModelProblemException("MLD2051", file, $"'{name}' is a Git LFS pointer, not the model; run 'git lfs pull', or commit the model's manifest as '{name}.manifest'");
        var (text, hash) = StandIn(committed, name);

        // Where weights lie elsewhere, the manifest has the file's own hash apart.
        string own = text.Split('\n').FirstOrDefault(static line => line.StartsWith(ManifestWriter.FileLine, StringComparison.Ordinal))?.Substring(ManifestWriter.FileLine.Length) ?? hash;
        return own == oid ? text
            : throw new ModelProblemException("MLD2051", file, $"'{name}' is a Git LFS pointer to sha256 {oid}, but '{name}.manifest' describes {hash}; run 'git lfs pull' and build the target MlDslWriteManifests");
    }

    private static (string Text, string Hash) Read(string file, string name)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            Model model = ModelReader.Read(stream);
            stream.Position = 0;
            ModelHash hash = ModelHash.Of(stream, file, name, model.OtherFiles);
            return (ManifestWriter.Write(name, hash, stream.Length, model), hash.Sha256);
        }
        catch (InvalidDataException e)
        {
            throw new ModelProblemException("MLD2052", file, $"'{name}' is not an ONNX model that MlDsl can read: {e.Message}; export it again, or remove it from MlModel");
        }
    }

    // The manifest keeps its text but takes the name under which this project knows the model.
    private static (string Text, string Hash) StandIn(string committed, string name)
    {
        if (new FileInfo(committed).Length > MaxManifestBytes) throw Broken("it is larger than 256 MiB");
        string[] lines = File.ReadAllText(committed).Replace("\r\n", "\n").Split('\n');
        if (lines.Length < 3 || lines[0] != ManifestWriter.Header) throw Broken($"its first line is not '{ManifestWriter.Header}'");
        if (!lines[1].StartsWith(ManifestWriter.ModelLine, StringComparison.Ordinal)) throw Broken("its second line does not name the model");
        string hash = lines[2].StartsWith("sha256 ", StringComparison.Ordinal) ? lines[2].Substring(7) : throw Broken("its third line is not the sha256");
        lines[1] = ManifestWriter.ModelLine + Quoted.Text(name);
        return (string.Join("\n", lines), hash);

        ModelProblemException Broken(string reason) =>
            new("MLD2052", committed, $"'{name}.manifest' is not a manifest that MlDsl can read: {reason}; build the target MlDslWriteManifests where the model is");
    }

    private static string? ReadPointer(string file)
    {
        if (new FileInfo(file).Length > MaxPointerBytes) return null;
        string text = File.ReadAllText(file, Encoding.UTF8);
        if (!text.StartsWith(PointerStart, StringComparison.Ordinal)) return null;
        string? oid = text.Split('\n').FirstOrDefault(static line => line.StartsWith("oid sha256:", StringComparison.Ordinal));
        return oid?.Substring("oid sha256:".Length).Trim() ?? "";
    }
}
