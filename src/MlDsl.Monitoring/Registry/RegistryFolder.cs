using System.Globalization;
using MlDsl.Training;

namespace MlDsl.Monitoring.Registry;

/// <summary>The files of a registry: indexes by number, models by the hash of their content.</summary>
internal sealed class RegistryFolder(string folder, RegistryKey key)
{
    public string Path => folder;

    private string Indexes => System.IO.Path.Combine(folder, "index");

    private string Models => System.IO.Path.Combine(folder, "models");

    public void Make()
    {
        Directory.CreateDirectory(Indexes);
        Directory.CreateDirectory(Models);
    }

    public string ModelPath(string hash) => System.IO.Path.Combine(Models, $"{hash}.mldsl");

    /// <summary>The bytes of a model, whose hash is that of the index.</summary>
    /// <param name="hash">The model's hash.</param>
    /// <param name="whose">Whose file it is, as the message has it.</param>
    /// <param name="wayOut">What else can be done than to put it back.</param>
    /// <exception cref="RegistryException">The file is gone or altered.</exception>
    public byte[] ReadModel(string hash, string whose, string wayOut)
    {
        string path = ModelPath(hash);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException($"The file '{path}' {whose} cannot be read: {problem.Message}; put it back from a backup, {wayOut}", problem);
        }
        return RegistryIndex.HashOf(bytes) == hash ? bytes : throw new RegistryException($"The file '{path}' {whose} was altered: its SHA-256 is not that of the index; put it back from a backup, {wayOut}");
    }

    /// <summary>The newest whole index, the hash of its file, the number of the newest file, and what is wrong with those after it.</summary>
    /// <exception cref="RegistryException">There are indexes, and none is whole.</exception>
    public (RegistryIndex Index, string Hash, long Newest, IReadOnlyList<string> Problems) Read()
    {
        (long Number, string Path)[] files = Files();
        var problems = new List<string>();
        for (int i = files.Length - 1; i >= 0; i--)
        {
            try
            {
                var (index, hash) = Read(files[i].Number, files[i].Path);
                return (index, hash, files[^1].Number, problems);
            }
            catch (FormatException problem)
            {
                problems.Add($"'{files[i].Path}' {problem.Message}");
            }
        }
        return problems.Count == 0
            ? (RegistryIndex.Empty, "", 0, problems)
            : throw new RegistryException($"No index of the registry '{folder}' is whole: {problems[0]}; give the key that it was signed with, or put the folder back from a backup");
    }

    /// <summary>Every index that is whole, oldest first, and what is wrong with the others and with the chain of their hashes.</summary>
    public (IReadOnlyList<RegistryIndex> Indexes, IReadOnlyList<string> Problems) ReadAll()
    {
        var (indexes, problems) = (new List<RegistryIndex>(), new List<string>());
        string last = "";
        foreach (var (number, path) in Files())
        {
            try
            {
                var (index, hash) = Read(number, path);
                if (index.Previous != last) problems.Add($"'{path}' does not follow the index before it: one between them is gone");
                last = hash;
                indexes.Add(index);
            }
            catch (FormatException problem)
            {
                problems.Add($"'{path}' {problem.Message}");
            }
        }
        return (indexes, problems);
    }

    /// <summary>Writes an index beside the others, whole or not at all.</summary>
    public void Write(RegistryIndex index)
    {
        byte[] bytes = index.Write(key);
        ModelBytes.Write(System.IO.Path.Combine(Indexes, FormattableString.Invariant($"{index.Change.Generation:D10}.json")), bytes);
    }

    private (RegistryIndex Index, string Hash) Read(long number, string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        RegistryIndex index = RegistryIndex.Read(bytes, key);
        return index.Change.Generation == number ? (index, RegistryIndex.HashOf(bytes)) : throw new FormatException(FormattableString.Invariant($"holds generation {index.Change.Generation}"));
    }

    private (long Number, string Path)[] Files() =>
    [
        .. Directory.GetFiles(Indexes, "*.json")
            .Select(static path => (Number: long.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0, Path: path))
            .Where(static file => file.Number > 0)
            .OrderBy(static file => file.Number),
    ];
}
