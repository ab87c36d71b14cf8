using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

/// <summary>A trainer's attribute beside its options: the record owns the defaults, and the attribute's are its documentation.</summary>
internal static class DeclaredOptions
{
    public static void AssertSame<TAttribute, TOptions>(string trainer) where TAttribute : Attribute, new() where TOptions : TrainerOptions, new()
    {
        var declared = typeof(TAttribute).GetCustomAttribute<TrainerAttribute>()!;
        var (made, options) = (new TAttribute(), new TOptions());
        Assert.Equal((typeof(TOptions), options.Targets, options.Traits, trainer), (declared.Options, declared.Targets, declared.Traits, options.Trainer));
        PropertyInfo[] properties = [.. typeof(TAttribute).GetProperties().Where(static p => p.DeclaringType != typeof(Attribute))];
        Assert.Equal(OptionWriter.Describe(options).Keys.Order(StringComparer.Ordinal), properties.Select(static p => p.Name).Order(StringComparer.Ordinal));
        foreach (PropertyInfo property in properties)
        {
            PropertyInfo option = typeof(TOptions).GetProperty(property.Name)!;
            Assert.Equal((property.PropertyType, property.GetValue(made)), (option.PropertyType, option.GetValue(options)));
            if (property.PropertyType.IsEnum) AssertRefused<TOptions>(option, Enum.ToObject(property.PropertyType, 77));
            foreach (object beyond in Beyond(property)) AssertRefused<TOptions>(option, beyond);
        }
    }

    private static IEnumerable<object> Beyond(PropertyInfo property)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is not { } range) return [];
        double least = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), most = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        if (property.PropertyType == typeof(int)) return most < int.MaxValue ? [(int)least - 1, (int)most + 1] : [(int)least - 1];
        return [range.MinimumIsExclusive ? least : Math.BitDecrement(least), range.MaximumIsExclusive ? most : Math.BitIncrement(most), double.NaN];
    }

    private static void AssertRefused<TOptions>(PropertyInfo option, object value) where TOptions : new() =>
        Assert.IsType<ArgumentOutOfRangeException>(Assert.Throws<TargetInvocationException>(() => option.SetValue(new TOptions(), value)).InnerException);
}
