using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>The names of keys, as ML.NET keeps them beside a column.</summary>
internal static class KeyNames
{
    private const string KeyValues = "KeyValues";

    /// <summary>Names of the keys from 1 on; null for none.</summary>
    public static DataViewSchema.Annotations? Of(IReadOnlyList<string> names)
    {
        if (names.Count == 0) return null;
        ReadOnlyMemory<char>[] texts = [.. names.Select(static name => name.AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(KeyValues, new VectorDataViewType(TextDataViewType.Instance, texts.Length), (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)Get);
        return builder.ToAnnotations();

        void Get(ref VBuffer<ReadOnlyMemory<char>> value)
        {
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, texts.Length);
            texts.CopyTo(editor.Values);
            value = editor.Commit();
        }
    }
}
