using System.Collections;
using System.Reflection;
using Microsoft.ML;

namespace MlDsl.MlNet.Tests;

/// <summary>Inputs as they are read of a view, beside those of the rows themselves, value by value.</summary>
internal static class InputReading
{
    public static void AssertSame<TRow, TInput>(TRow[] rows) where TRow : IFeatureRow<TRow, TInput> where TInput : struct
    {
        IDataView view = rows.AsDataView();
        InputBinding[] bindings = InputBinding.Of(TRow.Schema.Inputs, view.Schema);
        using DataViewRowCursor cursor = view.GetRowCursor(bindings.Select(binding => view.Schema[binding.Index]));
        var fields = new ViewRow([.. bindings.Select(binding => binding.On(cursor))]);
        Assert.True(bindings.Length > 9);
        foreach (TRow row in rows)
        {
            Assert.True(cursor.MoveNext());
            object expected = TRow.InputOf(row), found = TRow.ReadInput(ref fields);
            foreach (PropertyInfo property in typeof(TInput).GetProperties())
            {
                object? wanted = property.GetValue(expected), read = property.GetValue(found);
                if (wanted is IEnumerable elements and not string) Assert.Equal(elements.Cast<object?>(), Assert.IsAssignableFrom<IEnumerable>(read).Cast<object?>());
                else if (wanted is decimal exact) Assert.Equal(exact, (decimal)read!, 13);
                else Assert.Equal(wanted, read);
            }
        }
    }
}
