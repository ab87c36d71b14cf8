using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>Names that ML.NET keeps beside a column.</summary>
internal static class Names
{
    /// <summary>Names of the keys from 1 on; null for none.</summary>
    public static DataViewSchema.Annotations? OfKeys(IReadOnlyList<string> names) => Of("KeyValues", names);

    /// <summary>Names of the positions of a vector; null for none.</summary>
    public static DataViewSchema.Annotations? OfSlots(IReadOnlyList<string> names) => Of("SlotNames", names);

    private static DataViewSchema.Annotations? Of(string kind, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return null;
        ReadOnlyMemory<char>[] texts = [.. names.Select(static name => name.AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(kind, new VectorDataViewType(TextDataViewType.Instance, texts.Length), (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)Get);
        return builder.ToAnnotations();

        void Get(ref VBuffer<ReadOnlyMemory<char>> value)
        {
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, texts.Length);
            texts.CopyTo(editor.Values);
            value = editor.Commit();
        }
    }
}
